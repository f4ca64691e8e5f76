import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { Grid } from "#lib/domain/table/table.ts";

/** Totals and notes at the end are a few rows; anything further up is data. */
const rowsLookedAt = 15;

const totalsWord = /^(?:sub\s*)?(?:gran\s+)?tota(?:l|les|is)\b|^suma(?:toria)?\b|^grand total\b|^soma\b/i;
const wholeTotals = /^(?:sub\s*)?(?:gran\s+)?tota(?:l|les|is)(?:\s+(?:general|geral))?\s*:?$/i;
const noteWord =
  /^(?:nota|notas|observaci[oó]n|fuente|generado|elaborado|emitido|fin del? (?:archivo|reporte|informe)|cantidad de registros|registros|note|source|generated|observa[cç][aã]o|fonte|gerado)\b/i;

/** How many rows at the end are a totals row and notes. Only what can be named is taken off, and it is told. */
export function findFooter(grid: Grid, headerRow: number, chosen: number | undefined): Finding<number> {
  const found = detect(grid, headerRow);
  if (chosen === undefined || chosen === found.value || chosen < 0 || chosen >= grid.rowCount - headerRow - 1)
    return found;
  return { value: chosen, certainty: "chosen", evidence: "chosen", params: {}, alternatives: [found.value] };
}

function detect(grid: Grid, headerRow: number): Finding<number> {
  const first = Math.max(headerRow + 2, grid.rowCount - rowsLookedAt);
  const width = typicalWidth(grid, headerRow);
  for (let row = first; row < grid.rowCount; row++) {
    const texts = filled(grid, row);
    // A client may be called "Total Comunicaciones": its row is as full as any other.
    const isSparse = texts.length <= Math.max(1, width * 0.6);
    // In a table of three columns a totals row lacks but one cell; there its label must be nothing but the word.
    const isBare = texts.length < width && wholeTotals.test(texts[0] ?? "");
    if (isBare || (isSparse && texts.some((text) => totalsWord.test(text)))) return ending(grid, row, "totals_row");
    const isNote =
      texts.length <= Math.max(1, width * 0.25) && (noteWord.test(texts[0] ?? "") || hasGapAbove(grid, row));
    if (isNote && width >= 3 && restIsSparse(grid, row, width)) return ending(grid, row, "notes");
  }
  return { value: 0, certainty: "sure", evidence: "no_footer", params: {}, alternatives: [] };
}

function ending(grid: Grid, row: number, evidence: "totals_row" | "notes"): Finding<number> {
  return {
    value: grid.rowCount - row,
    certainty: "likely",
    evidence,
    params: { line: grid.line(row), rows: grid.rowCount - row },
    alternatives: [0],
  };
}

/** Blank rows are not kept in a grid; they show as a jump of the line number. */
function hasGapAbove(grid: Grid, row: number): boolean {
  return grid.line(row) - grid.line(row - 1) > 1;
}

function restIsSparse(grid: Grid, from: number, width: number): boolean {
  for (let row = from; row < grid.rowCount; row++) if (filled(grid, row).length > width * 0.6) return false;
  return true;
}

function filled(grid: Grid, row: number): string[] {
  return grid
    .sourceRow(row)
    .cells.map((text) => text.trim())
    .filter((text) => text !== "");
}

function typicalWidth(grid: Grid, headerRow: number): number {
  const widths: number[] = [];
  for (let row = headerRow + 1; row < Math.min(grid.rowCount, headerRow + 50); row++)
    widths.push(filled(grid, row).length);
  widths.sort((left, right) => left - right);
  return widths[Math.floor(widths.length / 2)] ?? 0;
}
