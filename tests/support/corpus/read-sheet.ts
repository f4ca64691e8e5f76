import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type ColumnProfile, ColumnProfiler } from "#lib/domain/mapping/column-profile.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { type Proposal, proposeMapping } from "#lib/domain/mapping/propose-mapping.ts";
import { assembleDebtor } from "#lib/domain/portfolio/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/portfolio/compile-row-reader.ts";
import type { CheckedRow } from "#lib/domain/portfolio/debtor.ts";
import type { Table } from "#lib/domain/table/table.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { type FoundTable, findTable } from "#lib/spreadsheet/find-table.ts";
import { type OpenSpreadsheet, openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";

export interface ReadSheet extends FoundTable {
  readonly opened: OpenSpreadsheet;
  readonly profiles: readonly ColumnProfile[];
  readonly proposals: readonly (Proposal | null)[];
}

function profilesOf(table: Table): ColumnProfile[] {
  const profilers = table.columns.map(() => new ColumnProfiler());
  for (let row = 0; row < table.rowCount; row++) {
    for (const [column, profiler] of profilers.entries())
      profiler.add(table.cell(row, column), table.kind(row, column));
  }
  return profilers.map((profiler) => profiler.profile());
}

/** What the workbench does when a file is dropped: bytes, table, columns, proposals. Throws `Refused` as it does. */
export async function readSheet(file: Blob): Promise<ReadSheet> {
  const opened = await openSpreadsheet(file);
  const found = findTable(opened.grid, {});
  const profiles = profilesOf(found.table);
  const columns = found.table.columns.map(({ index, header }) => {
    const profile = profiles[index];
    if (profile === undefined) throw new Error(`column ${index} has no profile`);
    return { index, header, profile };
  });
  return { ...found, opened, profiles, proposals: proposeMapping(columns, standardFields) };
}

export interface DerivedSheet {
  /** The objects of `collections`, parsed, in the order of their first rows. */
  readonly debtors: readonly unknown[];
  readonly issues: readonly Issue[];
}

/** Derives every debtor of a table under a mapping, as the browser's preview and the server both do. */
export function deriveSheet(table: Table, mapping: Mapping, country: string): DerivedSheet {
  const context = { fields: standardFields, mapping, country };
  const read = compileRowReader(context);
  const clients = new Map<string, CheckedRow[]>();
  const issues: Issue[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const checked = read(row, table.sourceRow(row));
    issues.push(...checked.issues);
    if (checked.identification === null) continue;
    const rows = clients.get(checked.identification);
    if (rows === undefined) clients.set(checked.identification, [checked]);
    else rows.push(checked);
  }
  const debtors: unknown[] = [];
  for (const rows of clients.values()) {
    const { debtor, issues: found } = assembleDebtor(rows, context);
    issues.push(...found);
    if (debtor !== null) debtors.push(JSON.parse(debtor.payload));
  }
  return { debtors, issues };
}
