import { plainCleanerOf } from "../cleaning/cleaner-of.ts";
import type { DerivationContext } from "../debtors/derivation-context.ts";
import { StepReader } from "../debtors/step-reader.ts";
import type { Field } from "../fields/field.ts";
import type { CellReading } from "../mapping/cell-reading.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { Issue } from "../validation/issue.ts";

/** What the reader of a column will find in a text that is typed for many of its cells. */
export function issuesOfValue(context: DerivationContext, column: number, text: string): readonly Issue[] {
  const state = context.mapping.columns[column];
  const field = state?.state === "field" ? context.fields.find(({ id }) => id === state.field) : undefined;
  return state?.state !== "field" || field === undefined ? [] : read(context, field, state.reading, text);
}

/** What the reader will find in the values for empty cells and for whole fields that `before` does not have. */
export function issuesOfPlaceholders(context: DerivationContext, before: Mapping): readonly Issue[] {
  const { mapping, fields } = context;
  const given = [...mapping.defaults, ...mapping.constants];
  const known = [...before.defaults, ...before.constants];
  return given.flatMap(({ field: id, value }) => {
    const field = fields.find((candidate) => candidate.id === id);
    if (field === undefined || known.some((entry) => entry.field === id && entry.value === value)) return [];
    // Who gives one address to all knows that it is a placeholder.
    return read(context, field, {}, value).filter(({ code }) => code !== "email_placeholder");
  });
}

function read({ country, currency }: DerivationContext, field: Field, reading: CellReading, text: string) {
  const reader = new StepReader();
  const clean = plainCleanerOf(field, reading, country, currency);
  const alone = { field, column: 0, parts: null, separator: "", slot: 0, reading, clean };
  reader.start(0, 0);
  reader.read(
    { ...alone, fallback: "", fallbackIssues: [], fillsDebtor: false },
    { line: 0, cells: [text], kinds: null },
  );
  return reader.found();
}
