const EVERY_MS = 200;

/** A progress line on a terminal: how much, how fast, how long still. Silent elsewhere. */
export function progressLine() {
  let label = "";
  let startedAt = 0;
  let startedWith = 0;
  let shownAt = 0;

  function show(next: string, done: number, total: number): void {
    if (!process.stderr.isTTY) return;
    const now = performance.now();
    if (next !== label) [label, startedAt, startedWith, shownAt] = [next, now, done, 0];
    if (done < total && now - shownAt < EVERY_MS) return;
    shownAt = now;
    const rate = ((done - startedWith) / Math.max(now - startedAt, 1)) * 1000;
    const left = rate > 0 ? `${Math.ceil((total - done) / rate)} s left` : "";
    const share = total > 0 ? Math.floor((100 * done) / total) : 100;
    process.stderr.write(`\r\x1b[K${label}: ${done} of ${total} (${share} %), ${Math.round(rate)}/s ${left}`);
  }
  const end = () => void (label !== "" && process.stderr.write("\r\x1b[K"));
  return { show, end };
}
