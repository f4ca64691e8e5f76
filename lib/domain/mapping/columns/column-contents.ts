import { identificationField, obligationIdField } from "../../fields/catalogue.ts";
import type { Field } from "../../fields/field.ts";
import type { Mapping } from "../mapping.ts";

/**
 * What a column holds, by how a spreadsheet may spoil it: "number" (of a debtor or obligation) and "word" must stay
 * as they are; "amount" (amounts and dates) may be read as what it is, and so may "value", which is not loaded.
 */
export type ColumnContent = "number" | "word" | "amount" | "value";

const numbers = new Set([identificationField, obligationIdField]);
const wordKinds: ReadonlySet<Field["kind"]> = new Set(["identification", "text", "email", "telephone", "list"]);

/** The content of each column under a mapping. */
export function columnContents({ columns }: Pick<Mapping, "columns">, fields: readonly Field[]): ColumnContent[] {
  const kinds = new Map(fields.map(({ id, kind }) => [id, kind]));
  return columns.map((mapped) => {
    if (mapped.state !== "field" && mapped.state !== "joined") return "value";
    if (mapped.state === "field" && numbers.has(mapped.field)) return "number";
    return wordKinds.has(kinds.get(mapped.field) ?? "text") ? "word" : "amount";
  });
}
