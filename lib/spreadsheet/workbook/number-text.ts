/**
 * A stored number as a plain decimal: no exponent, "." as the mark, at most the 15 significant digits that
 * Excel has. Files hold binary rounding such as 1234567.8899999999 for a typed 1234567.89. Whole numbers keep
 * every digit. Null if the text is no number.
 */
export function numberText(raw: string): string | null {
  if (raw.length <= 16 && isPlain(raw)) return raw;
  if (/^-?\d{1,21}$/.test(raw)) return raw;
  const text = raw.trim();
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? plainDecimal(value) : null;
}

/** At most 15 digits with at most one point between them, like nearly every number. */
function isPlain(raw: string): boolean {
  let points = 0;
  const first = raw.charCodeAt(0) === 45 ? 1 : 0;
  for (let at = first; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    if (code === 46 && at > first && at < raw.length - 1) points++;
    else if (code < 48 || code > 57) return false;
  }
  return points <= 1 && raw.length - first - points <= 15 && raw.length > first;
}

/** A number written out with 15 significant digits; a whole one with all that a double keeps. */
export function plainDecimal(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const [mantissa = "", exponent] = Math.abs(value).toPrecision(15).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const shift = Number(exponent ?? 0);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(point, 1);
  const decimals = padded.slice(at).replace(/0+$/, "");
  const text = decimals === "" ? padded.slice(0, at) : `${padded.slice(0, at)}.${decimals}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}
