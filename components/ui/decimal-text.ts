/** A format takes as long to make as some hundred amounts to write, and pages have hundreds of amounts. */
const formats = new Map<string, Intl.NumberFormat>();

/**
 * A decimal string ("1234567.80") as a language writes it, with at least and at most so many decimals; null if it is
 * none. `Intl` gets the string itself, so that no amount passes through a float.
 */
export function decimalText(
  locale: string,
  text: string,
  leastDecimals: 0 | 2,
  mostDecimals: 2 | 20 = 2,
): string | null {
  if (!isDecimal(text)) return null;
  const key = `${locale} ${leastDecimals} ${mostDecimals}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, {
      minimumFractionDigits: leastDecimals,
      maximumFractionDigits: mostDecimals,
    });
    formats.set(key, format);
  }
  return format.format(text);
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}
