import { pattern } from "../../pattern.ts";
import { has } from "./cell-shape.ts";
import type { Counts } from "./column-counts.ts";

const telephonic = has.digit | has.blank | has.dash | has.parenthesis | has.plus;
/** Of a cell that is looked at for several telephones. */
const mostCharacters = 90;
/** Several telephones, or the groups of a CNPJ, which `cnpj` tells apart. */
const telephoneList = pattern(
  "several telephones",
  mostCharacters,
  /^\s*\+?[\d ().-]{7,20}(?:\s*[/;,|-]\s*\+?[\d ().-]{5,20})+\s*$/,
);
const cnpj = /^\s*\d{2}\.?\d{3}\.?\d{3}\/\d{4}-?\d{2}\s*$/;

/** Counts a whole number that has as many digits as a telephone. */
export function countPlainTelephone(counts: Counts, text: string, start: number, digits: number): void {
  if (digits < 7 || digits > 13) return;
  counts.telephoneLike++;
  const first = text.charCodeAt(start);
  const second = text.charCodeAt(start + 1);
  const isNational = digits === 10 && (first === 0x33 || (first === 0x36 && second === 0x30));
  if (isNational || (digits === 12 && first === 0x35 && second === 0x37)) counts.telephones++;
}

/** Counts one or several telephones with their punctuation. Returns whether the cell can be nothing else. */
export function countWrittenTelephones(
  counts: Counts,
  text: string,
  start: number,
  end: number,
  mask: number,
  digits: number,
): boolean {
  if ((mask & ~telephonic) === 0 && digits >= 7 && digits <= 15) {
    const dash = (mask & has.dash) === 0 ? -1 : text.indexOf("-", start);
    const isDialled = (mask & has.plus) !== 0 || (dash > start && dash < end - 1);
    if (isDialled || (mask & has.blank) !== 0) {
      counts.telephoneLike++;
      if ((mask & has.plus) !== 0 || digits === 10) counts.telephones++;
    }
    if (isDialled) return true;
  }
  if (digits < 14 || digits > 45 || end - start > mostCharacters) return false;
  const cell = text.slice(start, end);
  if (!telephoneList.test(cell)) return false;
  if (cnpj.test(cell)) {
    counts.texts++;
    counts.codes++;
  } else counts.telephoneLike++;
  return true;
}
