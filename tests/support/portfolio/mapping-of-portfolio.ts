import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { columns } from "./columns.ts";

/** The right mapping of a generated portfolio that was read, with a placeholder for missing e-mails. */
export function mappingOfPortfolio(report: ReadingReport): Mapping {
  return mappingSchema.parse({
    columns: report.columns.map(({ header, decimalMark, dateOrder }) => {
      const field = columns.find((column) => column.header === header)?.field ?? null;
      if (field === null) return { state: "left_out" };
      return { state: "field", field, reading: { decimalMark: decimalMark?.value, dateOrder: dateOrder?.value } };
    }),
    defaults: [{ field: "debtor.Email", value: "sin-correo@example.com" }],
  });
}
