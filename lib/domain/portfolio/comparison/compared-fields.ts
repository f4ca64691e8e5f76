import { obligationIdField, totalBalanceField } from "../../fields/catalogue.ts";
import type { Field, FieldId, FieldKind, FieldLevel } from "../../fields/field.ts";

export interface ComparedField {
  readonly id: FieldId;
  readonly kind: FieldKind;
  readonly isVolatile: boolean;
}

/** Finds the fields of a payload by their JSON keys. */
export class ComparedFields {
  readonly #debtor: ReadonlyMap<string, ComparedField>;
  readonly #obligation: ReadonlyMap<string, ComparedField>;
  readonly #removed = new Map<string, ComparedField>();

  constructor(fields: readonly Field[], volatileFields: readonly string[]) {
    const ofLevel = (level: FieldLevel) =>
      new Map(
        fields
          .filter((field) => field.level === level)
          .map(({ id, apiKey, kind }) => [apiKey, { id, kind, isVolatile: volatileFields.includes(id) }]),
      );
    this.#debtor = ofLevel("debtor");
    this.#obligation = ofLevel("obligation");
  }

  /** A key of an older payload may be of a custom field that was removed since: its id is known, its kind is not. */
  of(level: FieldLevel, key: string): ComparedField {
    const id = `${level}.custom.${key}`;
    const found = (level === "debtor" ? this.#debtor : this.#obligation).get(key) ?? this.#removed.get(id);
    if (found !== undefined) return found;
    const removed: ComparedField = { id, kind: "text", isVolatile: false };
    this.#removed.set(id, removed);
    return removed;
  }

  readonly obligationId: FieldId = obligationIdField;
  readonly balance: FieldId = totalBalanceField;
}
