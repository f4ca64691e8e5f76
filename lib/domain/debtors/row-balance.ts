import { totalBalanceField } from "../fields/catalogue.ts";
import type { SourceRow } from "../table/table.ts";
import { compileRowReader } from "./compile-row-reader.ts";
import type { DerivationContext } from "./derivation-context.ts";

/** Reads a row's balance in cents, as it counts in the file's. */
export interface RowBalance {
  /** Whether a cell of the column may change it. */
  isIn(column: number): boolean;
  centsOf(source: SourceRow): number;
}

export function compileRowBalance(context: DerivationContext): RowBalance {
  const columns = new Set(
    context.mapping.columns.flatMap((column, at) =>
      column.state === "field" && column.field === totalBalanceField ? [at] : [],
    ),
  );
  const fields = context.fields.filter(({ id }) => id === totalBalanceField);
  const read = compileRowReader({ ...context, fields });
  return { isIn: (column) => columns.has(column), centsOf: (source) => read(0, source).balanceCents };
}
