import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { SheetJoin } from "../protocol/reading.ts";

/** A sheet as the page lists it. `rowCount` counts rows with at least one value. */
export interface SheetSummary {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rowCount: number;
}

/** Proposes the visible sheet with the most filled rows; a hidden one only if all are hidden. */
export function chooseSheet(sheets: readonly SheetSummary[], chosen: number | undefined): Finding<number> {
  const indexes = sheets.map((_, index) => index);
  const ranked = indexes.sort((left, right) => rank(sheets[right]) - rank(sheets[left]) || left - right);
  if (chosen !== undefined && sheets[chosen] !== undefined) {
    const alternatives = ranked.filter((index) => index !== chosen);
    return { value: chosen, certainty: "chosen", evidence: "chosen", params: {}, alternatives };
  }
  const [best = 0, ...alternatives] = ranked;
  const visible = sheets.filter((sheet) => !sheet.isHidden);
  if (sheets.length === 1) return { value: best, certainty: "sure", evidence: "only_sheet", params: {}, alternatives };
  if (visible.length === 1) {
    return { value: best, certainty: "sure", evidence: "only_visible_sheet", params: {}, alternatives };
  }
  const rows = sheets[best]?.rowCount ?? 0;
  const rival = sheets[alternatives[0] ?? -1]?.rowCount ?? 0;
  return {
    value: best,
    certainty: rows >= 5 * rival ? "sure" : "likely",
    evidence: "fullest_sheet",
    params: { sheets: visible.length, rows },
    alternatives,
  };
}

/** The finding for a sheet of obligations to which a sheet of debtors was joined. */
export function obligationsSheet(sheets: readonly SheetSummary[], join: SheetJoin, isChosen: boolean): Finding<number> {
  return {
    value: join.sheet,
    certainty: isChosen ? "chosen" : "likely",
    evidence: "obligations_sheet",
    params: { debtors: sheets[join.debtors.sheet]?.name ?? "" },
    alternatives: sheets.map((_, index) => index).filter((index) => index !== join.sheet),
  };
}

/** More rows than any sheet has, so a visible sheet always ranks before a hidden one. */
const rowsBeyondAnySheet = 10_000_000;

function rank(sheet: SheetSummary | undefined): number {
  return sheet === undefined ? -1 : sheet.rowCount + (sheet.isHidden ? 0 : rowsBeyondAnySheet);
}
