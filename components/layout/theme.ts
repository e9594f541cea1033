export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** Read on the server for the class of <html>, so that no page flashes in the wrong colours. */
export const themeCookie = "theme";

/** Narrows a raw cookie value; anything else follows the system. */
export function toTheme(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? "system";
}

/** Whether the left bar is collapsed. */
export const sidebarCookie = "sidebar";
