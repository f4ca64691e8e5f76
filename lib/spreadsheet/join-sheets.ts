import type { Finding } from "#lib/domain/mapping/finding.ts";
import { debtorLine, placeOfLine } from "#lib/domain/table/debtor-line.ts";
import { debtorAlone, joinedTable } from "#lib/domain/table/joined-table.ts";
import type { OtherHeader } from "#lib/domain/table/other-order.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { maxColumns } from "./budgets.ts";
import { type FoundTable, findTable } from "./find-table.ts";
import type { Notice } from "./finding-codes.ts";
import { longerRows } from "./longer-rows.ts";
import { isText, type OpenSpreadsheet } from "./open-spreadsheet.ts";
import type { ReadingSettings, SheetJoin } from "./protocol/reading.ts";
import { Refused } from "./refused.ts";
import { joinParams } from "./workbook/find-join.ts";
import { type DebtorMatch, matchDebtors } from "./workbook/match-debtors.ts";

export interface JoinedSheets {
  readonly table: Table;
  /** Of both sheets, as rows of the table. */
  readonly setAside: readonly SetAsideRow[];
  /** With lines as the table counts them. */
  readonly otherHeaders: readonly OtherHeader[];
  readonly join: Finding<SheetJoin | "none">;
  readonly debtorsHeaderRow: Finding<number>;
  readonly notices: readonly Notice[];
}

/**
 * Joins the sheet of debtors to the table of obligations, with notices on how well they match; null if the
 * sheets are not joined. Throws `Refused` if the joined table has too many columns. Decision 18.
 */
export function joinSheets(
  obligations: FoundTable,
  sheet: OpenSpreadsheet,
  settings: ReadingSettings,
): JoinedSheets | null {
  const { join, debtors, sheets } = sheet;
  if (join === null || join.value === "none" || debtors === null) return null;
  const headerLine =
    settings.join === undefined || settings.join === "none" ? undefined : settings.join.debtors.headerLine;
  const found = findTable(debtors.grid, { headerLine, takenIn: takenInOfDebtors(settings), isText: isText(sheet) });
  const ours = { table: obligations.table, column: join.value.column };
  const theirs = { table: found.table, column: join.value.debtors.column, name: debtors.name };
  if (ours.table.columnCount + theirs.table.columnCount - 1 > maxColumns)
    throw new Refused("too_many_columns", { max: maxColumns });
  const match = matchDebtors(ours, { ...theirs, otherHeaders: found.otherHeaders });
  const params = joinParams(match, sheets[join.value.sheet]?.name ?? "", debtors.name);
  const ofDebtors = [...longerRows(found), ...found.notices].map((notice) => ({ ...notice, sheet: debtors.name }));
  return {
    table: joinedTable(ours, theirs, match),
    setAside: [
      ...obligations.setAside,
      ...found.setAside.map(({ reason, ...row }) => ({ ...debtorAlone(row, ours, theirs), reason })),
    ],
    otherHeaders: [
      ...obligations.otherHeaders,
      ...found.otherHeaders.map(({ line, from = line + 1, until }) => {
        return { line: debtorLine(line), from: debtorLine(from), until: debtorLine(until) };
      }),
    ],
    join: { ...join, evidence: "debtors_found", params },
    debtorsHeaderRow: found.headerRow,
    notices: [...longerRows(obligations), ...obligations.notices, ...ofDebtors, ...noticesOf(match, params)],
  };
}

function takenInOfDebtors({ takenIn }: ReadingSettings): ReadingSettings["takenIn"] {
  if (takenIn === undefined || takenIn === "all") return takenIn;
  return takenIn.map(placeOfLine).flatMap(({ line, isOfDebtors }) => (isOfDebtors ? line : []));
}

function noticesOf({ alone, identifications, found, differing }: DebtorMatch, names: Notice["params"]): Notice[] {
  const missing = identifications - found;
  const { debtors = "", obligations = "" } = names;
  const notices: Notice[] = [];
  if (differing.count > 0) {
    const lines = differing.lines.join(", ");
    notices.push({ code: "debtors_repeated", params: { count: differing.count, lines, debtors } });
  }
  if (alone.length > 0) notices.push({ code: "debtors_alone", params: { count: alone.length, debtors } });
  if (missing > 0)
    notices.push({ code: "debtors_missing", params: { count: missing, of: identifications, debtors, obligations } });
  return notices;
}
