/** Joins class names and drops what is false, null or undefined. Later classes do not override earlier ones. */
export function cn(...classes: (string | false | null | undefined)[]): string {
  return classes.filter(Boolean).join(" ");
}
