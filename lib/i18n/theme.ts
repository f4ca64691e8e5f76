/** `system` follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** The user's choice as a cookie, so that the server already renders the right one and nothing flashes. */
export const themeCookie = "theme";

/** Anything unknown is `system`. */
export function themeOf(text: string | null | undefined): Theme {
  return themes.find((theme) => theme === text) ?? "system";
}
