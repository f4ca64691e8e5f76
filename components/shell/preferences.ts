import { type Locale, localeCookie } from "#lib/i18n/locale.ts";
import { type Theme, themeCookie } from "#lib/i18n/theme.ts";

/**
 * The cookies last a year. The server reads them on every page, so that language and theme are right in the
 * first paint.
 */
const lifetimeSeconds = 365 * 24 * 60 * 60;

/** Takes effect at once, without a reload. */
export function applyTheme(theme: Theme): void {
  writeCookie(themeCookie, theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The messages come from the server: refresh the router afterwards. */
export function rememberLocale(locale: Locale): void {
  writeCookie(localeCookie, locale);
}

function writeCookie(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in some browsers that we support.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${lifetimeSeconds}; samesite=lax${secure}`;
}
