import { compileRowReader } from "#lib/domain/portfolio/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/portfolio/derivation-context.ts";
import { CutOffFinder, cutOffFields } from "#lib/domain/validation/cut-off-finder.ts";
import type { CutOffReport } from "../protocol/review.ts";
import type { EditedRows } from "./edited-rows.ts";

/** A share is exact to half a percent with this many, and reading them costs a few tenths of a second at most. */
const maxRows = 40_000;

export interface Derivation {
  /** The context that the rows are derived with, here and on the server: it names the day where one was found. */
  readonly context: DerivationContext;
  /** null where no due dates or no days in arrears are loaded. */
  readonly cutOff: CutOffReport | null;
}

/** Looks for the file's cut-off in rows from all of it, and takes it where the user has not said another day, or none. */
export function settleCutOff(rows: EditedRows, context: DerivationContext): Derivation {
  const fields = cutOffFields(context);
  if (fields.length === 0) return { context, cutOff: null };
  const read = compileRowReader({ ...context, fields });
  const finder = new CutOffFinder();
  const { rowCount } = rows.table;
  const step = Math.ceil(rowCount / maxRows);
  for (let row = 0; row < rowCount; row += step) finder.add(read(row, rows.sourceRow(row)));
  const found = finder.found();
  const { mapping } = context;
  const said = mapping.cutOff ?? found?.day;
  const day = said === undefined || said === "none" ? null : said;
  return {
    context: said === undefined ? context : { ...context, mapping: { ...mapping, cutOff: said } },
    cutOff: { found, day },
  };
}
