/** Keeps a choice of appearance for a year, readable by the server at the next page. */
export function rememberChoice(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser we support
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}
