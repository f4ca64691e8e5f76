import type { FieldValues } from "../../debtors/debtor.ts";
import type { Step } from "../../debtors/reading-plan.ts";
import { SlotReader } from "../../debtors/slot-values.ts";
import type { Field, FieldKind } from "../../fields/field.ts";
import type { FieldCounts } from "./load-counts.ts";

/** More different values are no closed list. */
export const mostListValues = 50;
const textKinds: readonly FieldKind[] = ["text", "list"];
/** Standard text fields that banks fill from a list. Others are not counted: their values may name a person. */
const listFields: readonly string[] = ["obligation.portfolio_type"];

/** Counts the values of one mapped field. */
export class FieldTally {
  readonly field: Field;
  readonly #key: SlotReader;
  readonly #fallback: string;
  readonly #isText: boolean;
  readonly #isDate: boolean;
  #values = 0;
  #empty = 0;
  #withDigit = 0;
  #dates = 0;
  #exchangeable = 0;
  #list: Map<string, number> | null;

  constructor({ field, fallback }: Pick<Step, "field" | "fallback">) {
    this.field = field;
    this.#key = new SlotReader(field.apiKey);
    this.#fallback = fallback;
    this.#isText = textKinds.includes(field.kind);
    this.#isDate = field.kind === "date";
    this.#list = field.kind === "list" || listFields.includes(field.id) ? new Map() : null;
  }

  add(values: FieldValues): void {
    const value = this.#key.read(values);
    this.#values++;
    if (value === "" || value === this.#fallback) this.#empty++;
    else if (this.#isDate) this.#addDate(value);
    else if (this.#isText) this.#addText(value);
  }

  /** `times`: how many each value that was looked at stands for. */
  counts(times: number): FieldCounts {
    const list = this.#list === null ? null : Array.from(this.#list, ([value, count]) => [value, count * times]);
    return {
      values: this.#values * times,
      empty: this.#empty * times,
      withDigit: this.#isText ? this.#withDigit * times : null,
      list: list === null ? null : Object.fromEntries(list),
    };
  }

  get dates(): { readonly count: number; readonly exchangeable: number } {
    return { count: this.#dates, exchangeable: this.#exchangeable };
  }

  #addDate(value: string): void {
    this.#dates++;
    // In every format each part but the year has two digits.
    const parts = value.split("-").filter((part) => part.length === 2);
    if (parts.every((part) => Number(part) <= 12)) this.#exchangeable++;
  }

  #addText(value: string): void {
    if (/\d/.test(value)) this.#withDigit++;
    if (this.#list === null) return;
    this.#list.set(value, (this.#list.get(value) ?? 0) + 1);
    if (this.#list.size > mostListValues) this.#list = null;
  }
}
