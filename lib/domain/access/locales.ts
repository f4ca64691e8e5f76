/** The languages of the portal. Spanish is the source: the catalogues of the others have its keys. */
export const locales = ["es", "en", "pt-BR"] as const;
export type Locale = (typeof locales)[number];
