import { amountInUnit } from "../../cleaning/amount.ts";
import { foldText } from "../../cleaning/fold-text.ts";
import { greatestHeader, pattern } from "../../pattern.ts";
import type { AmountUnit } from "../cell-reading.ts";
import type { Finding, ReadingEvidence } from "../finding.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { coinName, isFormat, maySayCents, rowMaySayCents, saysImpliedCents } from "./implied-cents.ts";
import { factorSigns, statedFactor } from "./stated-factor.ts";

/** A unit that has to be named: by the file, or by what was answered last time. */
export type NamedUnit = Exclude<AmountUnit, "written">;

const thousands =
  /\b(?:miles|millares|thousands?|milhares)\b|(?:r\$|\$|cop|usd|brl|\()\s*mil\b|\bem mil\b|\(?['’]?\b0{3}s?\b\)?/;
const millions = /\b(?:millones|millions?|milhoes)\b|\bmm\s*\$|\$\s*mm\b|\(mm\)|(?:r\$|\$|\()\s*mi\b/;
/**
 * What precedes a unit that holds for all amounts. After a number it is a sum ("10 millones de clientes"),
 * and without one of these words the row is about something else.
 */
const ofAll = pattern(
  "of all amounts",
  greatestHeader,
  /\b(?:en|in|em|expresad[oa]s?|expressed|cifras|valores|montos|saldos|amounts|figures)\b(?:\s+(?:en|in|em|r\$|us\$|\$|cop))*\s*$/,
);
/** A row with one of these is about amounts; a factor in brackets is too. */
const amountWords =
  /\b(?:cifras?|valor(?:es)?|montos?|importes?|saldos?|amounts?|figures|balances?|values|multipl\w*)\b|\([x*×] ?1[^()]*\)/;
const units = [
  { unit: "thousands", words: thousands },
  { unit: "millions", words: millions },
  { unit: "hundredths", words: coinName },
] as const;

/**
 * Signs for a unit in headers and in cells that hold nothing else, but not in sentences. A lone M is
 * thousands in some countries and millions in others; the question offers both.
 */
const signs = [
  {
    unit: "thousands",
    words: /\(m\)|\bm\s*\$|\$\s*m\b|\b(?:en|in|em) (?:m|k|mil)\b|\bmil pesos\b|\bk\s*\$|\$\s*k\b|\(k\)|(?<!\ba )\bk$/,
  },
  {
    unit: "millions",
    words: pattern(
      "sign of millions in letters",
      greatestHeader,
      /(?<!(?:[/.-]|dd|mes)\s*)\bmm\s*(?:[$)]|cop\b|usd\b|pesos\b|$)|\bmill\b/,
    ),
  },
] as const;

const inHeaders = [...signs, ...factorSigns, ...units];

/** What else may be in a cell that only names a unit: "en miles de pesos", "Miles $". */
const fillers =
  /^(?:[\s.,:;*'’$()-]|\b(?:en|in|em|de|of|r|us|cifras|valores|valor|saldos?|montos?|amounts|figures|expresad[oa]s?|expressed|pesos?|colombianos|cop|usd|dolares|reais)\b)*$/;

/** What the cells of a column of amounts show. */
export interface AmountCells {
  readonly profile: ColumnProfile;
  readonly samples: readonly string[];
}

/**
 * The question about the unit that is said for all amounts. `onlyUnmarked`: the words mean unwritten cents only
 * where no cell has a decimal mark.
 */
export type SaidUnit = Finding<AmountUnit> & { readonly onlyUnmarked?: true };

/** A row beside the file's data that may name the unit of its amounts. */
export interface SaidRow {
  readonly line: number;
  readonly text: string;
  /** Cells of titles and notes, which may name the unit alone, as a header does. */
  readonly cells?: readonly string[];
}

/**
 * The unit that a header names: "Saldo (miles de pesos)", "Valor en miles", "Balance (000s)", SALDO_MM,
 * "SALDO 9(13)V99"; null if none.
 */
function unitOfHeader(header: string, { profile, samples }: AmountCells): NamedUnit | null {
  const spaced = header.replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ").replaceAll("_", " ");
  const folded = foldText(spaced);
  const named = statedFactor(folded) ?? inHeaders.find(({ words }) => words.test(folded))?.unit ?? null;
  if (named !== null) return named;
  const { counts, maxDigits } = profile;
  const isSaid = saysImpliedCents(folded)
    ? !hasWrittenCents(profile, samples)
    : counts.decimals === 0 && maySayCents(folded, maxDigits);
  return isSaid ? "hundredths" : null;
}

/** Whether every cell has cents behind a mark, or is 0. Cells that all end in ",00" may still be in cents. */
function hasWrittenCents({ filled, counts, decimalMark, centCells }: ColumnProfile, samples: readonly string[]) {
  const isMarked = counts.decimals > 0 && counts.decimals + counts.zeros >= filled;
  const isKnown = decimalMark === null || (decimalMark.certainty !== "ambiguous" && centCells + counts.zeros >= filled);
  return isMarked && isKnown && samples.some((cell) => /[.,]\d{1,2}$/.test(cell) && !/[.,]00?$/.test(cell));
}

/** The unit that a cell names if it says nothing else: "(miles)", "MM$", "9(13)V99"; otherwise null. */
export function unitOfCell(text: string): NamedUnit | null {
  const folded = foldText(text);
  if (/^[\d\s]*$/.test(folded)) return null;
  if (saysImpliedCents(folded)) return "hundredths";
  const named = inHeaders.find(({ words }) => words.test(folded) && fillers.test(folded.replace(words, " ")));
  return named?.unit ?? null;
}

/** The unit that a row beside the data names for all amounts: "Cifras en miles de pesos"; null if none. */
function unitOfRow(text: string): NamedUnit | null {
  const folded = foldText(text);
  const stated = statedFactor(folded);
  if (stated !== null) return stated;
  if (saysImpliedCents(folded)) return "hundredths";
  const named = units.find(({ words }) => {
    const at = folded.search(words);
    return at >= 0 && ofAll.test(folded.slice(0, at).replace(/[(:]\s*$/, ""));
  });
  if (named !== undefined) return named.unit;
  return amountWords.test(folded) ? (factorSigns.find(({ words }) => words.test(folded))?.unit ?? null) : null;
}

/** Whether a row says that amounts have two decimals or are written without them, or has a cell that is such a format. */
function rowMaySay({ text, cells = [] }: SaidRow): boolean {
  const folded = foldText(text);
  return (amountWords.test(folded) && rowMaySayCents(folded)) || cells.some((cell) => isFormat(foldText(cell)));
}

/** The question whether amounts are in a unit. `by`: what names it, with the `params` of that evidence. */
export function askedUnit(
  unit: NamedUnit,
  by: "header" | "row" | "name" | "notes" | "last_time",
  params: Finding<AmountUnit>["params"],
): Finding<AmountUnit> {
  const evidence: ReadingEvidence = by === "last_time" ? evidenceOfLastTime(unit) : `${evidenceOf(unit)}_${by}`;
  const alternatives = answersFor(unit).filter((other) => other !== unit);
  return { value: unit, certainty: "ambiguous", evidence, params, alternatives };
}

function evidenceOf(unit: NamedUnit) {
  if (unit === "hundreds") return "amount_hundreds";
  return unit === "hundredths" ? "amount_cents" : "amount_unit";
}

function evidenceOfLastTime(unit: NamedUnit): ReadingEvidence {
  return unit === "hundredths" ? "amount_cents_last_time" : "amount_unit_last_time";
}

/**
 * The answers that a question about a unit offers. Thousands may be meant as millions, cents only as cents; "x100"
 * may be what is to be done or what was done.
 */
export function answersFor(unit: AmountUnit | undefined): readonly AmountUnit[] {
  if (unit === "hundreds") return ["written", "hundreds", "hundredths"];
  return unit === "hundredths" ? ["written", "hundredths"] : ["written", "thousands", "millions"];
}

/** What remembers a unit: the same columns, or a similar file, of the portfolio `of` if that is another one. */
type Remembered = { readonly kind: "exact" } | { readonly kind: "near"; readonly of?: string | null };

/** The question for amounts that were multiplied or divided last time, if today's file names no unit. */
export function unitOfLastTime(unit: NamedUnit, remembered: Remembered): Finding<AmountUnit> {
  const of = remembered.kind === "exact" ? undefined : (remembered.of ?? null);
  const whose = of === undefined ? "same" : of === null ? "other" : "portfolio";
  return askedUnit(unit, "last_time", { factor: Number(amountInUnit("1", unit)), whose, portfolio: of ?? "" });
}

/** Whether a question comes from what was answered last time, not from today's file. */
export function isOfLastTime({ evidence }: Finding<AmountUnit>): boolean {
  return evidence === "amount_unit_last_time" || evidence === "amount_cents_last_time";
}

/** The first row that names a unit for all amounts, else one that may; null if none. */
export function saidUnit(rows: readonly SaidRow[]): SaidUnit | null {
  for (const { line, text, cells = [] } of rows) {
    const unit = unitOfRow(text) ?? cells.map(unitOfCell).find((found) => found !== null) ?? null;
    if (unit !== null) return askedUnit(unit, "row", paramsOf({ line, text }));
  }
  const vague = rows.find(rowMaySay);
  return vague === undefined ? null : { ...askedUnit("hundredths", "row", paramsOf(vague)), onlyUnmarked: true };
}

function paramsOf({ line, text }: SaidRow) {
  return { line, text: text.slice(0, 120) };
}

/**
 * The unit that a column's amounts may be in, by its header or else by what is said for all amounts (`said`).
 * Always ambiguous: a person decides between as written and in that unit.
 */
export function findAmountUnit(header: string, said: SaidUnit | null, cells: AmountCells): Finding<AmountUnit> | null {
  const unit = unitOfHeader(header, cells);
  if (unit !== null) return askedUnit(unit, "header", {});
  return said === null || isWrittenOut(said, cells) ? null : said;
}

/** Whether cells have the cents that are said to be unwritten: divided by 100 they would lose digits. */
function isWrittenOut({ value, onlyUnmarked }: SaidUnit, { profile, samples }: AmountCells): boolean {
  if (value !== "hundredths") return false;
  if (onlyUnmarked === true && (profile.counts.decimals > 0 || profile.maxDigits < 3)) return true;
  return hasWrittenCents(profile, samples);
}
