import { cookies, headers } from "next/headers";
import { chooseLocale, type Locale, localeCookie } from "#lib/i18n/locale.ts";
import { type Theme, themeCookie, themeOf } from "#lib/i18n/theme.ts";
import { currentCtx } from "./current-ctx.ts";

/** The language of this request: the user's choice, else the cookie, else the browser's. */
export async function requestLocale(): Promise<Locale> {
  const [ctx, jar, sent] = await Promise.all([currentCtx(), cookies(), headers()]);
  return chooseLocale({
    user: ctx.actor?.locale,
    cookie: jar.get(localeCookie)?.value,
    acceptLanguage: sent.get("accept-language"),
  });
}

export async function requestTheme(): Promise<Theme> {
  return themeOf((await cookies()).get(themeCookie)?.value);
}
