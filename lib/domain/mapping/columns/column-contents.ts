import type { DateOrder } from "../../cleaning/dates/calendar.ts";
import { identificationField, obligationIdField } from "../../fields/catalogue.ts";
import type { Field } from "../../fields/field.ts";
import type { Mapping } from "../mapping.ts";

/**
 * What a column holds, by how a spreadsheet may spoil it: "number" (of a debtor or obligation) and "word" must stay
 * as they are; "amount" (amounts and dates) may be read as what it is, and so may "value", which is not loaded. Dates whose
 * order is known are that order.
 */
export type ColumnContent = "number" | "word" | "amount" | DateOrder | "value";

const numbers = new Set([identificationField, obligationIdField]);
const wordKinds: ReadonlySet<Field["kind"]> = new Set(["identification", "text", "email", "telephone", "list"]);

/** The content of each column under a mapping. */
export function columnContents({ columns }: Pick<Mapping, "columns">, fields: readonly Field[]): ColumnContent[] {
  const kinds = new Map(fields.map(({ id, kind }) => [id, kind]));
  return columns.map((mapped) => {
    if (mapped.state !== "field" && mapped.state !== "joined") return "value";
    if (mapped.state === "field" && numbers.has(mapped.field)) return "number";
    const kind = kinds.get(mapped.field) ?? "text";
    if (wordKinds.has(kind)) return "word";
    return (kind === "date" && mapped.state === "field" ? mapped.reading.dateOrder : undefined) ?? "amount";
  });
}
