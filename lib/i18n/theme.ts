/** `system` follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The cookie with the user's choice, so that the server renders the right theme and nothing flashes. */
export const themeCookie = "theme";

/** Anything unknown is `system`. */
export function themeOf(text: string | null | undefined): Theme {
  return themes.find((theme) => theme === text) ?? "system";
}
