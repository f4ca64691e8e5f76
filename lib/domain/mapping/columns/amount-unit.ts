import { foldText } from "../../cleaning/fold-text.ts";
import type { Finding } from "../finding.ts";
import type { AmountUnit } from "../mapping.ts";

const thousands =
  /\b(?:miles|thousands?|milhares)\b|(?:r\$|\$|cop|usd|brl|\()\s*mil\b|\bem mil\b|\(?['’]?\b0{3}s?\b\)?/;
const millions = /\b(?:millones|millions?|milhoes)\b|\bmm\s*\$|\$\s*mm\b|\(mm\)|(?:r\$|\$|\()\s*mi\b/;
/** A number before it is a sum ("10 millones de clientes"), and without a word before it a row tells of something else. */
const ofAll =
  /\b(?:en|in|em|expresad[oa]s?|expressed|cifras|valores|montos|saldos|amounts|figures)\b(?:\s+(?:en|in|em|r\$|us\$|\$|cop))*\s*$/;
const units = [
  { unit: "thousands", words: thousands },
  { unit: "millions", words: millions },
] as const;

/** Signs that say it in a header alone. A lone M is thousands in some countries and millions in others; the question offers both. */
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

/** What may stand beside a unit in a cell that says nothing else: "en miles de pesos", "Miles $". */
const fillers =
  /^(?:[\s.,:;*'’$()-]|\b(?:en|in|em|de|of|r|us|cifras|valores|valor|saldos?|montos?|amounts|figures|expresad[oa]s?|expressed|pesos?|colombianos|cop|usd|dolares|reais)\b)*$/;

/** What of a file's rows beside its data may say in which unit its amounts are. */
export interface SaidRow {
  readonly line: number;
  readonly text: string;
  /** Those that may say it alone, as a header does: of titles and notes. */
  readonly cells?: readonly string[];
}

/** The unit that a header names: "Saldo (miles de pesos)", "Valor en miles", "Balance (000s)", SALDO_MM. */
function unitOfHeader(header: string): Exclude<AmountUnit, "written"> | null {
  const spaced = header.replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, "$1 ").replaceAll("_", " ");
  const folded = foldText(spaced);
  return inHeaders.find(({ words }) => words.test(folded))?.unit ?? null;
}

/** The unit that a cell names, and nothing else: "(miles)", "MM$". */
export function unitOfCell(text: string): Exclude<AmountUnit, "written"> | null {
  const folded = foldText(text);
  if (/^[\d\s]*$/.test(folded)) return null;
  const named = inHeaders.find(({ words }) => words.test(folded) && fillers.test(folded.replace(words, " ")));
  return named?.unit ?? null;
}

/** The unit that a row beside the data names for all amounts: "Cifras en miles de pesos". */
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
  evidence: "amount_unit_header" | "amount_unit_row",
  params: Finding<AmountUnit>["params"],
) {
  const alternatives = (["written", "thousands", "millions"] as const).filter((other) => other !== unit);
  return { value: unit, certainty: "ambiguous", evidence, params, alternatives } as const;
}

/** The first row that names a unit for all amounts. */
export function saidUnit(rows: readonly SaidRow[]): Finding<AmountUnit> | null {
  for (const { line, text, cells = [] } of rows) {
    const unit = unitOfRow(text) ?? cells.map(unitOfCell).find((found) => found !== null) ?? null;
    if (unit !== null) return asked(unit, "amount_unit_row", { line, text: text.slice(0, 120) });
  }
  return null;
}

/** In which unit a column's amounts may be, where its header or a row says so. Never taken: sent as written or multiplied, a person decides. */
export function findAmountUnit(header: string, said: Finding<AmountUnit> | null): Finding<AmountUnit> | null {
  const unit = unitOfHeader(header);
  return unit === null ? said : asked(unit, "amount_unit_header", {});
}
