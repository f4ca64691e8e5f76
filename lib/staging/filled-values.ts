import type { BulkClient } from "#lib/database/pool.ts";
import { askPlainly } from "#lib/database/portfolios/load-measures.ts";
import { storeFilled } from "#lib/database/uploads/filled-values.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { CheckedRow, Debtor } from "#lib/domain/debtors/debtor.ts";
import { debtorPlanOf, type PlannedField } from "#lib/domain/debtors/debtor-plan.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { filledSlots, SlotValues } from "#lib/domain/debtors/slot-values.ts";
import type { FieldId } from "#lib/domain/fields/field.ts";

/** Counts, by field, the debtors that have the placeholder that a person gives for empty cells. */
export class FilledValues {
  readonly #debtor: readonly PlannedField[];
  readonly #obligation: readonly PlannedField[];
  readonly #counts = new Map<FieldId, number>();

  private constructor(debtor: readonly PlannedField[], obligation: readonly PlannedField[]) {
    this.#debtor = debtor;
    this.#obligation = obligation;
  }

  /** Null if the mapping has no placeholders. */
  static of(context: DerivationContext): FilledValues | null {
    const placeholders = new Set(context.mapping.defaults.map(({ field }) => field));
    const { debtor, obligation } = debtorPlanOf(context);
    const ofDebtor = debtor.filter(({ placeholder }) => placeholder !== "");
    const ofObligation = obligation.filter(({ field }) => placeholders.has(field.id));
    return ofDebtor.length + ofObligation.length === 0 ? null : new FilledValues(ofDebtor, ofObligation);
  }

  /** The debtor, with which of its fields have a placeholder; `rows` are all of its rows. */
  tell(debtor: Debtor, rows: readonly CheckedRow[]): Debtor {
    const sent = rows.length === debtor.rows.length ? rows : rows.filter(({ row }) => debtor.rows.includes(row));
    const keys = sent.flatMap(({ obligations }) => obligations.flatMap(filledKeys));
    const filled = [
      ...this.#debtor.filter(({ key }) => rows.every((row) => key.read(row.debtor) === "")),
      ...(keys.length === 0 ? [] : this.#obligation.filter(({ field }) => keys.includes(field.apiKey))),
    ];
    return filled.length === 0 ? debtor : { ...debtor, filled: filled.map(({ field }) => field.id) };
  }

  /** Call it for each debtor once it is known what it keeps of earlier loads. */
  count({ filled = [], kept }: Debtor): void {
    for (const field of filled)
      if (kept?.fields.includes(field) !== true) this.#counts.set(field, (this.#counts.get(field) ?? 0) + 1);
  }

  async keep(client: BulkClient, tenantId: TenantId, uploadId: string): Promise<void> {
    await storeFilled(askPlainly(client), tenantId, uploadId, Object.fromEntries(this.#counts));
  }
}

function filledKeys(values: CheckedRow["obligations"][number]): string[] {
  if (!(values instanceof SlotValues)) return [];
  return filledSlots(values).flatMap((slot) => values.shape.keys[slot] ?? []);
}
