import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { nameClaim } from "#lib/domain/mapping/columns/column-claims.ts";
import { foldHeader, headerMeanings } from "#lib/domain/mapping/headers/fold-header.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { filledCells, headerLines, looksLikeName } from "./find-header.ts";

/** The rows of a header, and its column names if they are not just the words of those rows. */
export interface HeaderRows {
  /** -1: there is no header. */
  readonly first: number;
  readonly lines: number;
  readonly names?: readonly string[];
}

/** People other than the debtor. A column in such a group is never the debtor's, whatever its own name. */
const ofOthers =
  /^!(?:acudiente|cotitular|beneficiari|apoderado|solidari|codeud|fiad|aval|guarantor|cosigner|referen|refer|ref$|conyuge|espos|spouse|familiar|empleador)/;

/** A name that leaves no doubt has at least this score. */
const certainScore = 0.8;

/**
 * The rows of a header: one, two, or one with a row above it that names groups of columns ("OBLIGACION" above
 * "Número" and "Saldo"; decision 44).
 */
export function headerRows(grid: Grid, headerRow: number): HeaderRows {
  const lines = headerLines(grid, headerRow);
  if (lines === 2) return { first: headerRow, lines, names: groupedNames(grid, headerRow, true) };
  const above = headerRow - 1;
  if (!mayNameGroups(grid, above)) return { first: headerRow, lines };
  const names = groupedNames(grid, above, false);
  const isTitle = names.every((name, column) => name === grid.cell(headerRow, column).trim());
  return isTitle ? { first: headerRow, lines } : { first: above, lines: 2, names };
}

/** Whether a row right above the header has names only. A single name at the table's left is the file's title. */
function mayNameGroups(grid: Grid, row: number): boolean {
  if (row < 0 || grid.line(row + 1) - grid.line(row) !== 1) return false;
  const cells = filledCells(grid, row);
  const below = filledCells(grid, row + 1);
  const [first, last] = [below[0]?.column ?? 0, below.at(-1)?.column ?? 0];
  const isAlone = cells.length === 1 && (cells[0]?.column ?? 0) <= first;
  return !isAlone && cells.every(({ column, text, kind }) => column <= last && kind === "text" && looksLikeName(text));
}

/**
 * Column names with their groups: the group's name goes before a name that says too little, that occurs in
 * several groups, or whose group is another person.
 */
function groupedNames(grid: Grid, upper: number, isJoined: boolean): readonly string[] {
  const own = Array.from({ length: grid.columnCount }, (_, column) => grid.cell(upper, column).trim());
  const below = own.map((_, column) => grid.cell(upper + 1, column).trim());
  let group = "";
  const groups = own.map((text, column) => {
    // A name with nothing below it is a column of its own and ends the group before it.
    if (text !== "") group = below[column] === "" ? "" : text;
    return group;
  });
  const isRepeated = (name: string, column: number): boolean =>
    below.some((other, at) => at !== column && other === name && groups[at] !== groups[column]);
  const hasGroups = new Set(groups.filter((name) => name !== "")).size > 1;
  return below.map((name, column) => {
    const [above = "", text = ""] = [groups[column], own[column]];
    if (name === "") return text;
    if (isJoined && text !== "") return `${text} ${name}`;
    const whole = `${above} ${name}`;
    const isTold =
      isRepeated(name, column) || (hasGroups && isOfOther(above)) || (!isCertain(name) && isCertain(whole));
    return above !== "" && isTold ? whole : name;
  });
}

function isOfOther(name: string): boolean {
  return [...headerMeanings(name)].some((meaning) => ofOthers.test(meaning));
}

/** Whether a name says for certain what its column is. */
function isCertain(name: string): boolean {
  const header = { folded: foldHeader(name), meanings: headerMeanings(name) };
  return standardFields.some((field) => {
    const claim = nameClaim(field, header);
    return claim?.reason === "synonym" && claim.score >= certainScore;
  });
}
