import { unitFactor } from "../../cleaning/amount.ts";
import { foldText } from "../../cleaning/fold-text.ts";
import type { AmountUnit } from "../cell-reading.ts";
import type { Finding } from "../finding.ts";

const thousands =
  /\b(?:miles|thousands?|milhares)\b|(?:r\$|\$|cop|usd|brl|\()\s*mil\b|\bem mil\b|\(?['’]?\b0{3}s?\b\)?/;
const millions = /\b(?:millones|millions?|milhoes)\b|\bmm\s*\$|\$\s*mm\b|\(mm\)|(?:r\$|\$|\()\s*mi\b/;
/**
 * What precedes a unit that holds for all amounts. After a number it is a sum ("10 millones de clientes"),
 * and without one of these words the row is about something else.
 */
const ofAll =
  /\b(?:en|in|em|expresad[oa]s?|expressed|cifras|valores|montos|saldos|amounts|figures)\b(?:\s+(?:en|in|em|r\$|us\$|\$|cop))*\s*$/;
const units = [
  { unit: "thousands", words: thousands },
  { unit: "millions", words: millions },
] as const;

/**
 * Signs for a unit in headers and in cells that hold nothing else, but not in sentences. A lone M is
 * thousands in some countries and millions in others; the question offers both.
 */
const signs = [
  {
    unit: "thousands",
    words:
      /\(m\)|\bm\s*\$|\$\s*m\b|\b(?:en|in|em) (?:m|k|mil)\b|\bmil pesos\b|\bk\s*\$|\$\s*k\b|\(k\)|(?<!\ba )\bk$|[x*]\s*1[.,']?000(?![.,'\d])/,
  },
  {
    unit: "millions",
    words: /(?<!(?:[/.-]|dd|mes)\s*)\bmm\s*(?:[$)]|cop\b|usd\b|pesos\b|$)|\bmill\b|[x*]\s*1[.,']?000[.,']?000\b/,
  },
] as const;

const inHeaders = [...signs, ...units];

/** What else may be in a cell that only names a unit: "en miles de pesos", "Miles $". */
const fillers =
  /^(?:[\s.,:;*'’$()-]|\b(?:en|in|em|de|of|r|us|cifras|valores|valor|saldos?|montos?|amounts|figures|expresad[oa]s?|expressed|pesos?|colombianos|cop|usd|dolares|reais)\b)*$/;

/** A row beside the file's data that may name the unit of its amounts. */
export interface SaidRow {
  readonly line: number;
  readonly text: string;
  /** Cells of titles and notes, which may name the unit alone, as a header does. */
  readonly cells?: readonly string[];
}

/**
 * The unit that a header names: "Saldo (miles de pesos)", "Valor en miles", "Balance (000s)", SALDO_MM; null
 * if none.
 */
function unitOfHeader(header: string): Exclude<AmountUnit, "written"> | null {
  const spaced = header.replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ").replaceAll("_", " ");
  const folded = foldText(spaced);
  return inHeaders.find(({ words }) => words.test(folded))?.unit ?? null;
}

/** The unit that a cell names if it says nothing else: "(miles)", "MM$"; otherwise null. */
export function unitOfCell(text: string): Exclude<AmountUnit, "written"> | null {
  const folded = foldText(text);
  if (/^[\d\s]*$/.test(folded)) return null;
  const named = inHeaders.find(({ words }) => words.test(folded) && fillers.test(folded.replace(words, " ")));
  return named?.unit ?? null;
}

/** The unit that a row beside the data names for all amounts: "Cifras en miles de pesos"; null if none. */
function unitOfRow(text: string): Exclude<AmountUnit, "written"> | null {
  const folded = foldText(text);
  const named = units.find(({ words }) => {
    const at = folded.search(words);
    return at >= 0 && ofAll.test(folded.slice(0, at).replace(/[(:]\s*$/, ""));
  });
  return named?.unit ?? null;
}

function asked(
  unit: AmountUnit,
  evidence: "amount_unit_header" | "amount_unit_row" | "amount_unit_last_time",
  params: Finding<AmountUnit>["params"],
) {
  const alternatives = (["written", "thousands", "millions"] as const).filter((other) => other !== unit);
  return { value: unit, certainty: "ambiguous", evidence, params, alternatives } as const;
}

/** The question for amounts that were multiplied last time, if today's file names no unit. */
export function unitOfLastTime(unit: Exclude<AmountUnit, "written">): Finding<AmountUnit> {
  return asked(unit, "amount_unit_last_time", { factor: unitFactor(unit) });
}

/** The first row that names a unit for all amounts; null if none. */
export function saidUnit(rows: readonly SaidRow[]): Finding<AmountUnit> | null {
  for (const { line, text, cells = [] } of rows) {
    const unit = unitOfRow(text) ?? cells.map(unitOfCell).find((found) => found !== null) ?? null;
    if (unit !== null) return asked(unit, "amount_unit_row", { line, text: text.slice(0, 120) });
  }
  return null;
}

/**
 * The unit that a column's amounts may be in, by its header or else by a row (`said`). Always ambiguous: a
 * person decides between as written and multiplied.
 */
export function findAmountUnit(header: string, said: Finding<AmountUnit> | null): Finding<AmountUnit> | null {
  const unit = unitOfHeader(header);
  return unit === null ? said : asked(unit, "amount_unit_header", {});
}
