import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import { reportReference } from "#lib/spreadsheet/report/report-reference.ts";
import { portfolioMapping } from "../factories.ts";
import { reportedId } from "./earlier-upload.ts";

/** The column of due dates, which the corrected upload read with the day first. */
export const dueDate = 4;

const columns = portfolioMapping.columns.with(dueDate, {
  state: "field",
  field: "obligation.expiring_date",
  group: 0,
  reading: { dateOrder: "dmy" },
});

export const dueDateContext = {
  fields: fieldsOf([]),
  mapping: mappingSchema.parse({ ...portfolioMapping, columns }),
  country: "CO",
};

/** The header row of such a report, its references included. */
export const dueDateTitles = "Cédula Nombre Correo Teléfono Vence Obligación Producto Saldo Carga".split(" ");

interface DueDateOptions {
  readonly isGuarded: boolean;
  readonly kind?: CellKind;
  readonly holds?: "dmy" | "amount";
  readonly name?: string | undefined;
}

/**
 * The row of the report's debtor number `at` that was due on `was`, with its reference as the last cell.
 * `holds`: "amount" in reports from before references kept the order of dates.
 */
export function dueDateRow(
  at: number,
  was: string,
  { kind = "text", holds = "dmy", isGuarded, name = "Ana Ruiz" }: DueDateOptions,
): string[] {
  const cells = [`103040506${at}`, name, `a${at}@x.co`, "3001234567", was, `8${at}`, "Visa", "1,50"];
  const written = cells.map((text, column) => {
    const isDue = column === dueDate;
    return { text, kind: isDue ? kind : "text", holds: isDue ? holds : "word", isAtFault: false } as const;
  });
  return [...cells, reportReference(reportedId, written, isGuarded)];
}
