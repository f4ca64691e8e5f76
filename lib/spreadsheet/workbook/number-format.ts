import { currencyIn } from "./format-currency.ts";

/**
 * What a number format makes of a number: a date, a time of day, digits with leading zeros ("00000" shows 123
 * as 00123) or an amount of a named currency. All other formats leave it a number.
 */
export type FormatEffect =
  | { readonly shows: "number" }
  | { readonly shows: "date" }
  | { readonly shows: "time" }
  | { readonly shows: "padded"; readonly digits: number }
  /** The text around the number; either `before` or `behind` is "". */
  | { readonly shows: "currency"; readonly before: string; readonly behind: string };

const number: FormatEffect = { shows: "number" };
const date: FormatEffect = { shows: "date" };
const time: FormatEffect = { shows: "time" };

/** Built-in dates and times (ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are dates of East Asian editions). */
const builtInEffects = new Map<number, FormatEffect>([
  ...[14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map(
    (id): [number, FormatEffect] => [id, date],
  ),
  ...[18, 19, 20, 21, 32, 33, 45, 47].map((id): [number, FormatEffect] => [id, time]),
]);

/** The effect of a format: of a built-in one by its id, of a custom one by its code. */
export function effectOfFormat(id: number, code: string | undefined, ownCurrency?: string): FormatEffect {
  return code === undefined ? (builtInEffects.get(id) ?? number) : effectOfCode(code, ownCurrency);
}

/**
 * The effect of a format code such as `dd/mm/yyyy`, `[$-240A]d "de" mmmm`, `0000000000`, `[$USD] #,##0.00`.
 * The name of `ownCurrency` (ISO 4217) in a format has no effect.
 */
export function effectOfCode(code: string, ownCurrency?: string): FormatEffect {
  const effect = effectOfDigits(code);
  if (effect.shows === "date" || effect.shows === "time") return effect;
  const around = currencyIn(code, ownCurrency);
  return around === null ? effect : { shows: "currency", ...around };
}

function effectOfDigits(code: string): FormatEffect {
  const [positive = ""] = code.replace(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  // [h] and [mm] count elapsed time: an amount, not a time of day. [$-240A] and [Red] have no effect here.
  if (/\[(?:h+|m+|s+)\]/i.test(positive)) return number;
  const bare = positive.replace(/\[[^\]]*\]/g, "").trim();
  if (/^general$/i.test(bare)) return number;
  // Signs between the digits ("000-000-0000") are dropped, whether a format has them quoted, escaped or
  // plain.
  const zeros = bare.replace(/[-\s()/]/g, "");
  if (/^0{2,}$/.test(zeros)) return { shows: "padded", digits: zeros.length };
  if (/[yde]/i.test(bare.replace(/[eE][+-]/g, "")) || /m{3,}/i.test(bare)) return date;
  if (/[hs]/i.test(bare)) return time;
  return /m/i.test(bare) ? date : number;
}
