import { type Locale, locales } from "#lib/domain/access/locales.ts";

export { type Locale, locales };

/** The cookie with the user's choice of language; kept for a year. */
export const localeCookie = "locale";

/**
 * Plain "es" formats 1234 without a separator, Colombia as 1.234; so numbers and dates are formatted for a country.
 */
const formattingLocales = { es: "es-CO", en: "en-US", "pt-BR": "pt-BR" } as const satisfies Record<Locale, string>;

export type FormattingLocale = (typeof formattingLocales)[Locale];

/** The BCP 47 tag that `Intl` gets for a language of the portal. */
export function formattingLocaleOf(locale: Locale): FormattingLocale {
  return formattingLocales[locale];
}

export function isLocale(text: string | null | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

/**
 * The user's stored choice, else the cookie, else the browser's list (RFC 9110 `Accept-Language`), else
 * Spanish. A region without a catalogue falls back on its language: es-MX gets es, pt-PT gets pt-BR.
 */
export function chooseLocale(wishes: {
  readonly user?: string | null | undefined;
  readonly cookie?: string | null | undefined;
  readonly acceptLanguage?: string | null | undefined;
}): Locale {
  if (isLocale(wishes.user)) return wishes.user;
  if (isLocale(wishes.cookie)) return wishes.cookie;
  return rankedLanguages(wishes.acceptLanguage ?? "")[0] ?? "es";
}

function rankedLanguages(acceptLanguage: string): Locale[] {
  return acceptLanguage
    .split(",")
    .map((entry) => {
      const [tag = "", ...params] = entry.trim().split(";");
      const weight = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((text) => text !== undefined);
      const language = tag.toLowerCase().split("-")[0] ?? "";
      return {
        locale: locales.find((locale) => locale.split("-")[0] === language),
        weight: weight === undefined ? 1 : Number(weight),
      };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .flatMap((wish) => wish.locale ?? []);
}
