/** The portal's languages. Spanish is the source: the other catalogues have its keys. */
export const locales = ["es", "en", "pt-BR"] as const;
export type Locale = (typeof locales)[number];
