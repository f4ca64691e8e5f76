import { identificationField, obligationIdField } from "../../fields/catalogue.ts";
import type { Field } from "../../fields/field.ts";
import type { Mapping } from "../mapping.ts";

/**
 * What a column holds, as far as a spreadsheet may spoil it: numbers of debtors and obligations, other words, or amounts and dates, which
 * it may take for what they are. So it may take what is not loaded: a value of no account.
 */
export type ColumnContent = "number" | "word" | "amount" | "value";

const numbers = new Set([identificationField, obligationIdField]);
const wordKinds: ReadonlySet<Field["kind"]> = new Set(["identification", "text", "email", "telephone", "list"]);

/** The contents of a file's columns under a mapping. */
export function columnContents({ columns }: Pick<Mapping, "columns">, fields: readonly Field[]): ColumnContent[] {
  const kinds = new Map(fields.map(({ id, kind }) => [id, kind]));
  return columns.map((mapped) => {
    if (mapped.state !== "field" && mapped.state !== "joined") return "value";
    if (mapped.state === "field" && numbers.has(mapped.field)) return "number";
    return wordKinds.has(kinds.get(mapped.field) ?? "text") ? "word" : "amount";
  });
}
