import {
  identificationField,
  obligationIdField,
  standardFields,
  totalBalanceField,
} from "#lib/domain/fields/catalogue.ts";
import type { FieldId } from "#lib/domain/fields/field.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import { foldHeader } from "#lib/domain/mapping/headers/fold-header.ts";
import { identificationOfAnyCountry } from "#lib/domain/person/identification.ts";
import type { Table } from "#lib/domain/table/table.ts";
import type { SheetJoin } from "../protocol/reading.ts";
import { describeTable } from "../workbench/describe-table.ts";

/** What the beginning of a sheet shows about it. */
export interface SheetRole {
  readonly sheet: number;
  /** Columns that may hold the identification. */
  readonly keys: readonly { readonly column: number; readonly isNamed: boolean }[];
  readonly headers: ReadonlySet<string>;
  /** Fields of the debtor that the sheet surely has, except the identification. */
  readonly debtorFields: ReadonlySet<FieldId>;
  readonly isOfObligations: boolean;
  readonly isOfDebtors: boolean;
}

/** Two sheets that may belong together, and whether a header names at least one of the two key columns. */
export interface JoinCandidate extends SheetJoin {
  readonly isNamed: boolean;
}

const levels = new Map(standardFields.map(({ id, level }) => [id, level]));

/** Key columns to try if no header names the identification. */
const maxUnnamedKeys = 3;

/** Sheets of obligations to try, the heaviest first. */
const maxObligations = 2;

/** Sheets of debtors to try with each sheet of obligations. */
const maxPartners = 3;

/**
 * Sheets with the same layout share nearly all headers. Debtors and obligations may share the document, its
 * type and a name.
 */
const alikeShare = 0.7;

/** What a sheet seems to hold, by its headers and first values. */
export function roleOfSheet(sheet: number, table: Table): SheetRole {
  const { columns } = describeTable(table, standardFields);
  const isSure = ({ proposal }: ColumnReport): boolean => proposal !== null && proposal.reason !== "doubtful";
  const sure = new Set(columns.filter(isSure).flatMap(({ proposal }) => proposal?.field ?? []));
  const claimed = columns
    .flatMap(({ proposal }) => proposal?.field ?? [])
    .filter((id) => levels.get(id) === "obligation");
  const debtorFields = new Set([...sure].filter((id) => levels.get(id) === "debtor" && id !== identificationField));
  const named = columns.find((column) => isSure(column) && column.proposal?.field === identificationField);
  const keys =
    named === undefined
      ? columns
          .filter((column) => !isSure(column) && looksLikeKey(table, column.index))
          .slice(0, maxUnnamedKeys)
          .map(({ index }) => ({ column: index, isNamed: false }))
      : [{ column: named.index, isNamed: true }];
  return {
    sheet,
    keys,
    headers: new Set(columns.map(({ header }) => foldHeader(header))),
    debtorFields,
    isOfObligations: sure.has(obligationIdField) || claimed.includes(totalBalanceField) || claimed.length > 1,
    isOfDebtors: debtorFields.size > 0 && !sure.has(obligationIdField),
  };
}

/** Whether nearly all cells are identifications of five digits or more. */
function looksLikeKey(table: Table, column: number): boolean {
  let good = 0;
  for (let row = 0; row < table.rowCount; row++) {
    const text = identificationOfAnyCountry(table.cell(row, column), table.kind(row, column));
    if (text.length >= 5 && /\d{5}/.test(text)) good++;
  }
  return good >= table.rowCount * 0.9;
}

/**
 * Which sheet of debtors may be joined to which of obligations, best first (decision 18). Sheets of monthly
 * portfolios never are: they have the same headers, each has obligations, and none has a debtor field that
 * the others lack. `roles` come from the heaviest sheet down; `chosen` is the sheet that the user chose.
 */
export function joinCandidates(roles: readonly SheetRole[], chosen: number | undefined): readonly JoinCandidate[] {
  const ofObligations = roles.filter((role) => role.isOfObligations && (chosen ?? role.sheet) === role.sheet);
  const joinable = ofObligations.flatMap((obligations) => {
    const partners = roles
      .filter((debtors) => debtors !== obligations && debtors.isOfDebtors && adds(debtors, obligations) > 0)
      .filter((debtors) => !isAlike(debtors.headers, obligations.headers))
      .sort((left, right) => adds(right, obligations) - adds(left, obligations))
      .slice(0, maxPartners);
    return partners.length === 0 ? [] : [partners.flatMap((debtors) => pairs(obligations, debtors))];
  });
  return joinable.slice(0, maxObligations).flat();
}

/** How many of the debtor's fields this sheet has and the sheet of obligations lacks. */
function adds(debtors: SheetRole, obligations: SheetRole): number {
  return [...debtors.debtorFields].filter((field) => !obligations.debtorFields.has(field)).length;
}

/** Whether the sheets share nearly all headers of the one that has fewer. */
export function isAlike(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const shared = [...left].filter((header) => right.has(header)).length;
  return shared > 2 && shared >= Math.min(left.size, right.size) * alikeShare;
}

function pairs(obligations: SheetRole, debtors: SheetRole): JoinCandidate[] {
  return obligations.keys.flatMap(({ column, isNamed }) =>
    debtors.keys.map((key) => ({
      sheet: obligations.sheet,
      column,
      debtors: { sheet: debtors.sheet, column: key.column },
      isNamed: isNamed || key.isNamed,
    })),
  );
}
