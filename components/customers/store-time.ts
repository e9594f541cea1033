/**
 * The store's wall clock now, as a date-and-time input holds it; to the second, so that an order recorded right after a
 * friend's claim or a new version comes after it. The Swedish form is ISO 8601.
 */
export function storeTimeNow(timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return format.format(new Date()).replace(" ", "T");
}
