/** A path of our own from what an address or a form carries; `fallback` for anything that leads elsewhere. */
export function localPath(path: string | null | undefined, fallback = "/"): string {
  const base = "http://local.invalid";
  if (!path?.startsWith("/") || !URL.canParse(path, base)) return fallback;
  const url = new URL(path, base);
  // "/.//x" is cleaned to "//x", and that is the address of another host.
  const leadsAway = url.origin !== base || url.pathname.startsWith("//");
  return leadsAway ? fallback : `${url.pathname}${url.search}${url.hash}`;
}
