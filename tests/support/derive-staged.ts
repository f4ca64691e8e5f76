import { gunzipSync } from "node:zlib";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter, withSetAside } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow, ControlTotals } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import { sharedObligationIssue, sharedObligationSeverity } from "#lib/domain/debtors/shared-obligation-issue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

/** A debtor with all its rows, and what is sent of it: null if it is left out. */
export interface StagedDebtor {
  readonly identification: string;
  readonly rows: readonly number[];
  readonly payload: string | null;
  readonly obligations: number;
  readonly cents: number;
}

/** Derives what a server finds in a workbench's plan and chunks, without any shortcut. The file is no correction. */
export async function deriveStaged(
  workbench: Workbench,
  asked: Omit<DerivationContext, "mapping">,
): Promise<{ page: ControlTotals; server: ControlTotals; debtors: readonly StagedDebtor[] }> {
  const plan = workbench.planStaging();
  // As the server gets it: through JSON and the schema.
  const mapping = mappingSchema.parse(JSON.parse(JSON.stringify(plan.mapping)));
  const context = { ...asked, mapping };
  const read = compileRowReader(context);
  const edits = Map.groupBy(plan.edits, (edit) => edit.row);
  const checked: CheckedRow[] = [];
  for (let sequence = 0; sequence < plan.chunkCount; sequence++) {
    const { body, firstRow } = await workbench.chunk({ sequence });
    for (const [index, line] of gunzipSync(new Uint8Array(body)).toString("utf8").trimEnd().split("\n").entries()) {
      const source = parseSourceLine(line);
      if (source === null) throw new Error("a chunk's line is no row");
      const row = firstRow + index;
      checked.push(read(row, correctRow(source, edits.get(row) ?? [], mapping.rowWidth)));
    }
  }
  const counter = new ControlCounter();
  const debtors: StagedDebtor[] = [];
  for (const rows of Map.groupBy(checked, (row) => row.identification ?? row.row).values()) {
    const identification = rows[0]?.identification ?? null;
    const shared = rows.flatMap((row) => sharedWith(row, checked, context));
    const assembled = identification === null ? { ...ofNobody, debtor: null } : assembleDebtor(rows, context, shared);
    counter.add(rows, assembled);
    if (identification === null) continue;
    const { debtor, obligationCount: obligations, balanceCents: cents } = assembled;
    const payload = debtor?.payload ?? null;
    debtors.push({ identification, rows: rows.map(({ row }) => row), payload, obligations, cents });
  }
  return { page: plan.totals, server: withSetAside(counter.totals(), plan.setAside.length), debtors };
}

/** The issue that an obligation is another debtor's too. */
function sharedWith(row: CheckedRow, all: readonly CheckedRow[], { mapping }: DerivationContext) {
  return row.obligations.flatMap((obligation) => {
    const id = obligation.get("id");
    const other = all.find(
      ({ identification, obligations }) =>
        identification !== null &&
        identification !== row.identification &&
        obligations.some((one) => one.get("id") === id),
    );
    if (id === undefined || other === undefined) return [];
    const at = { row: row.row, column: null, severity: sharedObligationSeverity(mapping) };
    return [sharedObligationIssue(at, id, other.identification ?? "")];
  });
}
