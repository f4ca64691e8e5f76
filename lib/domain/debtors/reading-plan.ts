import type { Cleaner, IssueParams } from "../cleaning/cleaner.ts";
import { plainCleanerOf } from "../cleaning/cleaner-of.ts";
import { identificationField, totalBalanceField } from "../fields/catalogue.ts";
import type { Field, FieldId } from "../fields/field.ts";
import type { CellReading } from "../mapping/cell-reading.ts";
import type { IssueCode } from "../validation/issue.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { type SlotKeys, slotKeys } from "./slot-values.ts";

/** One value to read from a row: from a column, from several joined ones, or from a constant. */
export interface Step {
  readonly field: Field;
  /** The column to report issues on; null for a constant. */
  readonly column: number | null;
  /** The columns of a joined value, in order; null for a single column. */
  readonly parts: readonly number[] | null;
  readonly separator: string;
  /** The slot for the value at its level; -1 for the debtor's identification. */
  readonly slot: number;
  /** Never called with an error cell. */
  readonly clean: Cleaner;
  /** How the column's cells are read; {} for joined columns and constants. */
  readonly reading: CellReading;
  /** The canonical default for empty cells, or the constant; "" if there is none. */
  readonly fallback: string;
  /** Issues of the default or the constant itself, reported wherever it is used. */
  readonly fallbackIssues: readonly PlannedIssue[];
  /** The default is for debtors without a value in any row, so an empty cell stays empty: `sentValue` fills in. */
  readonly fillsDebtor: boolean;
}

export interface PlannedIssue {
  readonly code: IssueCode;
  readonly params: IssueParams;
  readonly proposal: string | undefined;
}

/** How rows are read, worked out once per mapping. */
export interface ReadingPlan {
  readonly debtorKeys: SlotKeys;
  readonly obligationKeys: SlotKeys;
  readonly debtor: readonly Step[];
  /** By group of columns; a single group in the layout row_per_obligation. */
  readonly obligations: readonly (readonly Step[])[];
  readonly isRepeated: boolean;
  /** Required obligation fields with their slots. */
  readonly required: readonly { readonly slot: number; readonly field: Field }[];
  readonly slots: ReadonlyMap<FieldId, number>;
  /** Slot of total_balance; -2 if it is neither mapped nor required. */
  readonly balanceSlot: number;
}

interface Source {
  readonly field: Field;
  readonly group: number;
  readonly columns: { readonly column: number; readonly position: number }[];
  readonly reading: CellReading;
  readonly isJoined: boolean;
}

/**
 * The mapped fields with their columns. If two columns have one field the first counts;
 * checkMapping refuses that earlier.
 */
function sourcesOf(context: DerivationContext, byId: ReadonlyMap<FieldId, Field>): readonly Source[] {
  const sources = new Map<string, Source>();
  for (const [column, mapped] of context.mapping.columns.entries()) {
    if (mapped.state !== "field" && mapped.state !== "joined") continue;
    const field = byId.get(mapped.field);
    if (field === undefined) continue;
    const group = context.mapping.layout === "repeated_groups" && field.level === "obligation" ? mapped.group : 0;
    const key = `${group} ${field.id}`;
    const isJoined = mapped.state === "joined";
    const source = sources.get(key);
    const part = { column, position: isJoined ? mapped.position : 0 };
    if (source === undefined) {
      sources.set(key, { field, group, columns: [part], reading: isJoined ? {} : mapped.reading, isJoined });
    } else if (isJoined && source.isJoined) source.columns.push(part);
  }
  return [...sources.values()];
}

function planStep(context: DerivationContext, source: Source | null, field: Field, slot: number): Step {
  const { mapping, country, currency } = context;
  const reading = source?.reading ?? {};
  const columns = (source?.columns ?? []).toSorted((a, b) => a.position - b.position).map((part) => part.column);
  const given = source === null ? mapping.constants : mapping.defaults;
  const text = given.find((entry) => entry.field === field.id)?.value ?? "";
  const fallbackIssues: PlannedIssue[] = [];
  const fallback =
    text.trim() === ""
      ? ""
      : plainCleanerOf(
          field,
          {},
          country,
          currency,
        )(text, "text", (code, params, proposal) => {
          // A user who types sincorreo@… for empty cells knows that it is a placeholder.
          if (code !== "email_placeholder") fallbackIssues.push({ code, params, proposal });
        });
  return {
    field,
    column: columns[0] ?? null,
    parts: columns.length > 1 ? columns : null,
    separator: mapping.separators.find((entry) => entry.field === field.id)?.separator ?? " ",
    slot,
    reading,
    clean: plainCleanerOf(field, reading, country, currency),
    fallback,
    fallbackIssues,
    fillsDebtor: source !== null && field.level === "debtor" && slot !== -1,
  };
}

/** Compiles a mapping. All lookups by name happen here, none per row. */
export function planReading(context: DerivationContext): ReadingPlan {
  const { fields, mapping } = context;
  const byId = new Map(fields.map((field) => [field.id, field]));
  const sources = sourcesOf(context, byId);
  const constants = new Set(mapping.constants.map((constant) => constant.field));
  const isUsed = (field: Field): boolean =>
    constants.has(field.id) || sources.some((source) => source.field.id === field.id);
  const debtorFields = fields.filter(
    (field) => field.level === "debtor" && field.id !== identificationField && isUsed(field),
  );
  const obligationFields = fields.filter(
    (field) => field.level === "obligation" && (field.isRequired || isUsed(field)),
  );
  const slots = new Map<FieldId, number>([[identificationField, -1]]);
  for (const list of [debtorFields, obligationFields])
    for (const [slot, field] of list.entries()) slots.set(field.id, slot);

  const steps = (level: "debtor" | "obligation", group: number): Step[] =>
    fields.flatMap((field) => {
      const slot = slots.get(field.id);
      if (field.level !== level || slot === undefined) return [];
      const source = sources.find((candidate) => candidate.field === field && candidate.group === group) ?? null;
      return source === null && !constants.has(field.id) ? [] : [planStep(context, source, field, slot)];
    });
  const groups = new Set(sources.filter((source) => source.field.level === "obligation").map((source) => source.group));
  const isRepeated = mapping.layout === "repeated_groups";
  return {
    debtorKeys: slotKeys(debtorFields.map((field) => field.apiKey)),
    obligationKeys: slotKeys(obligationFields.map((field) => field.apiKey)),
    debtor: steps("debtor", 0),
    obligations: (isRepeated ? [...groups].sort((a, b) => a - b) : [0]).map((group) => steps("obligation", group)),
    isRepeated,
    required: obligationFields.flatMap((field, slot) => (field.isRequired ? [{ slot, field }] : [])),
    slots,
    balanceSlot: slots.get(totalBalanceField) ?? -2,
  };
}
