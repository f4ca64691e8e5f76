import type { Finding } from "#lib/domain/mapping/finding.ts";
import { joinedTable, type KeyedTable } from "#lib/domain/table/joined-table.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { maxColumns } from "../budgets.ts";
import { tableIn } from "../find-table.ts";
import { type JoinCandidate, joinCandidates, roleOfSheet } from "../finding/sheet-roles.ts";
import type { ReadingReport, ReadingSettings, SheetJoin } from "../protocol/reading.ts";
import { type DebtorMatch, matchDebtors } from "./match-debtors.ts";
import type { SheetReader } from "./sheet-reader.ts";

/** Rows that show what a sheet holds. */
const rowsPeeked = 200;

/** A workbook with more sheets is an archive; only its heaviest ones are looked at. */
const maxPeeked = 24;

/**
 * Two sheets are joined without asking if at least this share of the obligations' identifications is found
 * among the debtors and at most this share of debtor rows is repeated; otherwise the join is only offered.
 */
const strongFound = 0.9;
const maxRepeated = 0.1;

/** From this share on a join is asked about; smaller shares occur by chance, or in any two files of one bank. */
const askableFound = 0.5;

interface FoundJoin {
  readonly join: Finding<SheetJoin | "none"> | null;
  readonly otherShapes: ReadingReport["otherShapes"];
}

interface Tried {
  readonly candidate: JoinCandidate;
  readonly obligations: KeyedTable;
  readonly debtors: KeyedTable;
  readonly match: DebtorMatch;
}

/** Finds out whether two sheets are one table, unless the user has answered already (decision 18). */
export async function findJoin(reader: SheetReader, settings: ReadingSettings): Promise<FoundJoin> {
  const chosen = settings.join;
  const candidates = await candidatesOf(reader, settings);
  const offered = candidates.map(plain);
  if (chosen !== undefined) {
    if (chosen === "none" && offered.length === 0) return { join: null, otherShapes: [] };
    const others = offered.filter((join) => chosen === "none" || !isSameJoin(join, chosen));
    const alternatives = chosen === "none" ? others : ["none" as const, ...others];
    const evidence = { certainty: "chosen", evidence: "chosen", params: {} } as const;
    return { join: { value: chosen, ...evidence, alternatives }, otherShapes: [] };
  }
  const best = await tryAll(reader, candidates);
  if (best === null) return { join: null, otherShapes: [] };
  const value = plain(best.candidate);
  const params = joinParams(best.match, nameOf(reader, value.sheet), nameOf(reader, value.debtors.sheet));
  const others = offered.filter((join) => !isSameJoin(join, value));
  if (await isStrong(best, reader)) {
    const otherShapes = [{ join: "none" as const, headers: headersOf(await apart(reader, best)) }];
    return {
      join: { value, certainty: "likely", evidence: "debtors_found", params, alternatives: ["none", ...others] },
      otherShapes,
    };
  }
  const joined = joinedTable(best.obligations, { ...best.debtors, name: String(params.debtors) }, best.match);
  const isAskable = shareFound(best) >= askableFound;
  return {
    join: {
      value: "none",
      certainty: isAskable ? "ambiguous" : "likely",
      evidence: "debtors_offered",
      params,
      alternatives: [value, ...others],
    },
    otherShapes: [{ join: value, headers: headersOf(joined) }],
  };
}

/** The figures of a match for its message, with the names of its sheets. */
export function joinParams(match: DebtorMatch, obligations: string, debtors: string): Finding<unknown>["params"] {
  return { obligations, debtors, found: match.found, of: match.identifications, alone: match.alone.length };
}

async function candidatesOf(reader: SheetReader, settings: ReadingSettings): Promise<readonly JoinCandidate[]> {
  const visible = reader.visible();
  if (visible.length < 2) return [];
  const roles = [];
  for (const sheet of visible.slice(0, maxPeeked)) {
    const grid = await reader.peek(sheet, rowsPeeked);
    const found = grid === null ? null : tableIn(grid, {});
    if (found !== null) roles.push(roleOfSheet(sheet, found.table));
  }
  return joinCandidates(roles, settings.sheet);
}

/** The first candidate that finds nearly all debtors, else the one that finds most; null if none finds any. */
async function tryAll(reader: SheetReader, candidates: readonly JoinCandidate[]): Promise<Tried | null> {
  let best: Tried | null = null;
  for (const candidate of candidates) {
    const obligations = tableIn((await reader.read(candidate.sheet)).grid, {});
    const debtors = tableIn((await reader.read(candidate.debtors.sheet)).grid, {});
    if (obligations === null || debtors === null) continue;
    const ours = { table: obligations.table, column: candidate.column };
    const theirs = { table: debtors.table, column: candidate.debtors.column };
    const tried = { candidate, obligations: ours, debtors: theirs, match: matchDebtors(ours, theirs) };
    if (shareFound(tried) > (best === null ? 0 : shareFound(best))) best = tried;
    if (shareFound(tried) >= strongFound) break;
  }
  return best;
}

/**
 * Whether to join without asking: nearly all obligations have a debtor, hardly any debtor is repeated, a
 * header names one key column as the identification, and one of the two is the sheet that would be read
 * anyway (a small pair beside a whole portfolio is not what was sent to be loaded).
 */
async function isStrong(tried: Tried, reader: SheetReader): Promise<boolean> {
  const { candidate, match, debtors } = tried;
  const [heaviest] = await fullest(reader);
  return (
    candidate.isNamed &&
    tried.obligations.table.columnCount + debtors.table.columnCount <= maxColumns &&
    shareFound(tried) >= strongFound &&
    match.repeatedRows <= debtors.table.rowCount * maxRepeated &&
    (heaviest === candidate.sheet || heaviest === candidate.debtors.sheet)
  );
}

function shareFound({ match }: Tried): number {
  return match.identifications === 0 ? 0 : match.found / match.identifications;
}

async function fullest(reader: SheetReader): Promise<number[]> {
  const summaries = await reader.summaries();
  return reader.visible().sort((left, right) => (summaries[right]?.rowCount ?? 0) - (summaries[left]?.rowCount ?? 0));
}

/** The table that is read if the two sheets are not joined. */
async function apart(reader: SheetReader, { candidate, obligations, debtors }: Tried): Promise<Table> {
  const [sheet] = await fullest(reader);
  return sheet === candidate.debtors.sheet ? debtors.table : obligations.table;
}

function plain({ sheet, column, debtors }: JoinCandidate): SheetJoin {
  return { sheet, column, debtors };
}

/** Whether two joins are of the same sheets by the same columns. */
export function isSameJoin(left: SheetJoin, right: SheetJoin): boolean {
  return (
    left.sheet === right.sheet &&
    left.column === right.column &&
    left.debtors.sheet === right.debtors.sheet &&
    left.debtors.column === right.debtors.column
  );
}

/** Whether a reading already has this answer about joining. */
export function isAnswered(
  answer: ReadingSettings["join"],
  settings: ReadingSettings,
  join: FoundJoin["join"],
): boolean {
  if (answer === undefined || join === null) return answer === settings.join;
  if (answer === "none" || join.value === "none") return answer === join.value;
  return isSameJoin(answer, join.value);
}

function nameOf(reader: SheetReader, sheet: number): string {
  return reader.heads[sheet]?.name ?? "";
}

function headersOf(table: Table): string[] {
  return table.columns.map(({ header }) => header);
}
