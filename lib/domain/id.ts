let lastMs = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, a 12-bit counter, 62 random bits.
 * Ids made by one process sort in the order in which they were made.
 *
 * It reads the real clock on purpose, not `ctx.now`: an id says when its row was made, also while a
 * simulated day is run.
 */
export function newId(): string {
  const ms = Math.floor(performance.timeOrigin + performance.now());
  if (ms > lastMs) {
    lastMs = ms;
    counter = 0;
  } else if (counter === 0xfff) {
    lastMs += 1; // the millisecond is used up: borrow from the next one
    counter = 0;
  } else {
    counter += 1;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = 0x80 | ((random[0] ?? 0) & 0x3f);
  const time = lastMs.toString(16).padStart(12, "0");
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, "0")}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
