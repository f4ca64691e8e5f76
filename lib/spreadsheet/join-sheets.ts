import type { Finding } from "#lib/domain/mapping/finding.ts";
import { clientLine, placeOfLine } from "#lib/domain/table/debtor-line.ts";
import { clientAlone, joinedTable } from "#lib/domain/table/joined-table.ts";
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
import { type ClientMatch, matchClients } from "./workbook/match-debtors.ts";

export interface JoinedSheets {
  readonly table: Table;
  /** Of both sheets, as rows of the table. */
  readonly setAside: readonly SetAsideRow[];
  /** In the lines of the table. */
  readonly otherHeaders: readonly OtherHeader[];
  readonly join: Finding<SheetJoin | "none">;
  readonly clientsHeaderRow: Finding<number>;
  readonly notices: readonly Notice[];
}

/** Joins the sheet of clients to the table of obligations, and says how well they meet; null where nothing is joined. */
export function joinSheets(
  obligations: FoundTable,
  sheet: OpenSpreadsheet,
  settings: ReadingSettings,
): JoinedSheets | null {
  const { join, clients, sheets } = sheet;
  if (join === null || join.value === "none" || clients === null) return null;
  const headerLine =
    settings.join === undefined || settings.join === "none" ? undefined : settings.join.clients.headerLine;
  const found = findTable(clients.grid, { headerLine, takenIn: takenInOfClients(settings), isText: isText(sheet) });
  const ours = { table: obligations.table, column: join.value.column };
  const theirs = { table: found.table, column: join.value.clients.column, name: clients.name };
  if (ours.table.columnCount + theirs.table.columnCount - 1 > maxColumns)
    throw new Refused("too_many_columns", { max: maxColumns });
  const match = matchClients(ours, { ...theirs, otherHeaders: found.otherHeaders });
  const params = joinParams(match, sheets[join.value.sheet]?.name ?? "", clients.name);
  const ofClients = [...longerRows(found), ...found.notices].map((notice) => ({ ...notice, sheet: clients.name }));
  return {
    table: joinedTable(ours, theirs, match),
    setAside: [
      ...obligations.setAside,
      ...found.setAside.map(({ reason, ...row }) => ({ ...clientAlone(row, ours, theirs), reason })),
    ],
    otherHeaders: [
      ...obligations.otherHeaders,
      ...found.otherHeaders.map(({ line, from = line + 1, until }) => {
        return { line: clientLine(line), from: clientLine(from), until: clientLine(until) };
      }),
    ],
    join: { ...join, evidence: "clients_found", params },
    clientsHeaderRow: found.headerRow,
    notices: [...longerRows(obligations), ...obligations.notices, ...ofClients, ...noticesOf(match, params)],
  };
}

function takenInOfClients({ takenIn }: ReadingSettings): ReadingSettings["takenIn"] {
  if (takenIn === undefined || takenIn === "all") return takenIn;
  return takenIn.map(placeOfLine).flatMap(({ line, isOfClients }) => (isOfClients ? line : []));
}

function noticesOf({ alone, identifications, found, differing }: ClientMatch, names: Notice["params"]): Notice[] {
  const missing = identifications - found;
  const { clients = "", obligations = "" } = names;
  const notices: Notice[] = [];
  if (differing.count > 0) {
    const lines = differing.lines.join(", ");
    notices.push({ code: "clients_repeated", params: { count: differing.count, lines, clients } });
  }
  if (alone.length > 0) notices.push({ code: "clients_alone", params: { count: alone.length, clients } });
  if (missing > 0)
    notices.push({ code: "clients_missing", params: { count: missing, of: identifications, clients, obligations } });
  return notices;
}
