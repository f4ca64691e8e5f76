import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { Table } from "#lib/domain/table/table.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { findWholeTable } from "#lib/spreadsheet/whole-table.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

export interface ReadSheet {
  readonly workbench: Workbench;
  readonly report: ReadingReport;
  /** The table behind the report, which the workbench does not expose. */
  readonly table: Table;
}

/** What happens when a file is dropped. Throws `Refused` as the workbench does. */
export async function readSheet(file: File): Promise<ReadSheet> {
  const workbench = new Workbench();
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  return { workbench, report, table: findWholeTable(await openSpreadsheet(file), {}).table };
}

export interface DerivedSheet {
  /** The objects of `collections`, parsed, in the order of their first rows. */
  readonly debtors: readonly unknown[];
  readonly issues: readonly Issue[];
}

/** Derives every debtor of a table under a mapping, as the browser's preview and the server do. */
export function deriveSheet(table: Table, mapping: Mapping, country: string): DerivedSheet {
  const context = { fields: standardFields, mapping, country };
  const read = compileRowReader(context);
  const rowsByDebtor = new Map<string, CheckedRow[]>();
  const issues: Issue[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    const checked = read(row, table.sourceRow(row));
    issues.push(...checked.issues);
    if (checked.identification === null) continue;
    const rows = rowsByDebtor.get(checked.identification);
    if (rows === undefined) rowsByDebtor.set(checked.identification, [checked]);
    else rows.push(checked);
  }
  const debtors: unknown[] = [];
  for (const rows of rowsByDebtor.values()) {
    const { debtor, issues: found } = assembleDebtor(rows, context);
    issues.push(...found);
    if (debtor !== null) debtors.push(JSON.parse(debtor.payload));
  }
  return { debtors, issues };
}
