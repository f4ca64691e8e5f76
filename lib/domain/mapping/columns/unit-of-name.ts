import { foldText } from "../../cleaning/fold-text.ts";
import type { AmountUnit } from "../cell-reading.ts";
import type { Finding } from "../finding.ts";
import { askedUnit, type SaidRow, type SaidUnit, saidUnit } from "./amount-unit.ts";
import { coinName, saysImpliedCents } from "./implied-cents.ts";
import { factorSigns, statedFactor } from "./stated-factor.ts";

/** Words that name a unit in a name. After a number they count something: "mas de 10 millones". */
const units = [
  { unit: "thousands", words: /(?<!\d ?)\b(?:miles|millares|thousands|milhares)\b|\b(?:en|em|in) (?:mil|thousand)\b/ },
  { unit: "millions", words: /(?<!\d ?)\b(?:millones|millions|milhoes)\b/ },
  { unit: "hundredths", words: coinName },
  ...factorSigns,
] as const;

/** A sheet that holds words only. */
export interface NotesSheet {
  readonly name: string;
  readonly rows: readonly SaidRow[];
}

/**
 * The question about the unit that the name of the sheet, else of the file, says for all amounts: "Saldos en
 * miles", cartera_en_miles.csv; null if none. `sheet`: null for a text file.
 */
export function unitOfName(sheet: string | null, file: string): Finding<AmountUnit> | null {
  const names = [
    { by: "sheet", name: sheet ?? "", text: sheet ?? "" },
    { by: "file", name: file, text: file.replace(/\.[^.]*$/u, "") },
  ] as const;
  for (const { by, name, text } of names) {
    const spaced = text.replace(/(\p{Ll})(?=\p{Lu})/gu, "$1 ").replaceAll(/[_-]/g, " ");
    const folded = foldText(spaced);
    const cents = saysImpliedCents(folded) ? ("hundredths" as const) : undefined;
    const unit = statedFactor(folded) ?? cents ?? units.find(({ words }) => words.test(folded))?.unit;
    if (unit !== undefined) return askedUnit(unit, "name", { by, name });
  }
  return null;
}

/** The question about the unit that a sheet of notes says for all amounts; null if none does. */
export function unitOfNotes(sheets: readonly NotesSheet[]): SaidUnit | null {
  for (const { name, rows } of sheets) {
    const said = saidUnit(rows);
    if (said === null || said.value === "written") continue;
    const asked = askedUnit(said.value, "notes", { name, text: said.params.text ?? "" });
    return said.onlyUnmarked === true ? { ...asked, onlyUnmarked: true } : asked;
  }
  return null;
}
