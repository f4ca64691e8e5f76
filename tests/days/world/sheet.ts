import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter, withSetAside } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow, ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { judgeDebtor, ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { HeldDebtors } from "#lib/domain/holds/hold.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { SheetShape } from "#tests/support/factories.ts";

/** A file's rows, as many cells as {@link sheetColumns} has. */
export type Rows = readonly (readonly string[])[];

/** The columns of every file here: what each is called, and its key in a call. */
export const sheetColumns = [
  { header: "Cédula", field: "debtor.Identification", key: "Identification" },
  { header: "Nombre", field: "debtor.Name", key: "Name" },
  { header: "Correo", field: "debtor.Email", key: "Email" },
  { header: "Teléfono", field: "debtor.Telephone", key: "Telephone" },
  { header: "Segmento", field: "debtor.custom.Segmento", key: "Segmento" },
  { header: "Obligación", field: "obligation.id", key: "id" },
  { header: "Producto", field: "obligation.name", key: "name" },
  { header: "Saldo", field: "obligation.total_balance", key: "total_balance" },
  { header: "Días", field: "obligation.days_delay", key: "days_delay" },
  { header: "Cuota", field: "obligation.custom.Cuota", key: "Cuota" },
] as const;
export const column = Object.fromEntries(sheetColumns.map(({ key }, at) => [key, at])) as Readonly<
  Record<(typeof sheetColumns)[number]["key"], number>
>;

/** The custom fields that each tenant declares. */
export const declared = [
  { level: "debtor", label: "Segmento", kind: "text", dateFormat: "YYYY-MM-DD", allowedValues: [] },
  { level: "obligation", label: "Cuota", kind: "amount", dateFormat: "YYYY-MM-DD", allowedValues: [] },
] as const;
export const fields = fieldsOf(declared);

export const placeholder = "sincorreo@example.com";

/** `fills`: empty e-mails get the placeholder. */
export function shapeOf(fills: boolean): SheetShape {
  const reading = { decimalMark: "," } as const;
  const mapping: Mapping = mappingSchema.parse({
    columns: sheetColumns.map(({ field }) => ({
      state: "field",
      field,
      reading: field === "obligation.total_balance" || field === "obligation.custom.Cuota" ? reading : {},
    })),
    defaults: fills ? [{ field: "debtor.Email", value: placeholder }] : [],
  });
  return { headers: sheetColumns.map(({ header }) => header), mapping, fields };
}

/** The totals that the page would show of these rows. */
export function pageTotals(
  rows: Rows,
  { mapping, country, held }: { readonly mapping: Mapping; readonly country: string; readonly held: HeldDebtors },
  setAside: number,
): ControlTotals {
  const context = { fields, mapping, country, held };
  const read = compileRowReader(context);
  const byDebtor = new Map<string, CheckedRow[]>();
  const counter = new ControlCounter();
  for (const [row, cells] of rows.entries()) {
    const checked = read(row, { line: row + 2, cells, kinds: null });
    const { identification } = checked;
    if (identification === null) counter.add([checked], ofNobody);
    else byDebtor.set(identification, [...(byDebtor.get(identification) ?? []), checked]);
  }
  for (const checked of byDebtor.values()) counter.add(checked, judgeDebtor(checked, context));
  return withSetAside(counter.totals(), setAside);
}
