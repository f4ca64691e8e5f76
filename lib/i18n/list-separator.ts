import { formattingLocaleOf, type Locale } from "./locale.ts";

/** Excel opens a CSV with the list separator of its system: a semicolon wherever the comma is the decimal mark. */
export function listSeparatorOf(locale: Locale): ";" | "," {
  return decimalMarkOf(locale) === "," ? ";" : ",";
}

export function decimalMarkOf(locale: Locale): string {
  const parts = new Intl.NumberFormat(formattingLocaleOf(locale)).formatToParts(1.5);
  return parts.find(({ type }) => type === "decimal")?.value ?? ".";
}
