/** The store's wall clock now, as a date-and-time input holds it. The Swedish form is ISO 8601. */
export function storeTimeNow(timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return format.format(new Date()).replace(" ", "T");
}
