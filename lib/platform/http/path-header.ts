/** Set by proxy.ts on every page: its path and query, so that signing in can lead back to it. */
export const pathHeader = "x-regulars-path";
