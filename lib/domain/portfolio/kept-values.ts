import { isPlaceholderEmail } from "../cleaning/email-placeholder.ts";
import { debtorPlanOf } from "../debtors/debtor-plan.ts";
import type { DerivationContext } from "../debtors/derivation-context.ts";
import { quote } from "../debtors/json-text.ts";
import { planReading } from "../debtors/reading-plan.ts";
import type { Field, FieldId } from "../fields/field.ts";

/** A field of the debtor whose empty cells keep what an earlier load brought. */
interface KeptField {
  readonly field: Field;
  /** What a debtor without any value gets; "" for nothing. */
  readonly placeholder: string;
  /** In a payload: what stands before the value, and the placeholder with its closing quote. */
  readonly prefix: string;
  readonly placeholderText: string;
}

export interface WithKept {
  readonly payload: string;
  /** Ids of the fields whose values are kept. */
  readonly kept: readonly FieldId[];
}

const identificationKey = "Identification";
const listKey = ',"Obligations":[';

/**
 * Puts values that earlier payloads of a debtor have where its file has none: an empty cell, a placeholder for empty
 * cells, an e-mail that means none, or a required field that the file does not have at all. Works on payloads as
 * staging writes them. Obligations are as the file says: an amount or a day that is empty today is no longer so.
 */
export class ValueKeeping {
  readonly #fields: readonly KeptField[];
  /** All keys of a debtor, in the order in which they are sent. */
  readonly #keys: readonly string[];

  constructor(context: DerivationContext) {
    const planned = debtorPlanOf(context).debtor;
    const { emptied = [] } = context.mapping;
    const steps = planReading(context).debtor;
    this.#keys = [identificationKey, ...planned.map(({ field }) => field.apiKey)];
    this.#fields = planned
      // Without a column, an optional field has the value that a person gives to everybody.
      .filter(({ field, column }) => (column !== null || field.isRequired) && !emptied.includes(field.id))
      .map(({ field, prefix }) => {
        const placeholder = steps.find((step) => step.field === field)?.fallback ?? "";
        return { field, placeholder, prefix: `${prefix}"`, placeholderText: quote(placeholder).slice(1) };
      });
  }

  /** Whether a payload lacks a value that an earlier one may have. Asked for every debtor, so nothing is parsed. */
  lacks(payload: string): boolean {
    const end = payload.indexOf(listKey);
    for (const field of this.#fields) {
      // A quote within a value is escaped, so this is found only where the field begins.
      const at = payload.indexOf(field.prefix);
      if (at < 0 || at > end || isNoneAt(field, payload, at + field.prefix.length)) return true;
    }
    return false;
  }

  /** Whether empty cells of the field get a placeholder. */
  hasPlaceholder(field: FieldId): boolean {
    return this.#fields.some((one) => one.field.id === field && one.placeholder !== "");
  }

  /** Of several `earlier` payloads of the debtor, the first one with a value for a field counts. */
  fill(payload: string, earlier: readonly string[]): WithKept {
    const own = valuesOf(payload);
    const before = earlier.map(valuesOf);
    const kept: FieldId[] = [];
    for (const one of this.#fields) {
      const { apiKey, id } = one.field;
      if (!isNone(one, own.get(apiKey))) continue;
      const last = before.map((values) => values.get(apiKey)).find((value) => !isNone(one, value));
      if (last === undefined || !isAllowed(one.field, last)) continue;
      own.set(apiKey, last);
      kept.push(id);
    }
    return kept.length === 0 ? { payload, kept } : { payload: this.#written(own, payload), kept };
  }

  /** A filled payload as the file alone gives it. */
  asInFile({ payload, kept }: WithKept): string {
    if (kept.length === 0) return payload;
    const own = valuesOf(payload);
    for (const { field, placeholder } of this.#fields) if (kept.includes(field.id)) own.set(field.apiKey, placeholder);
    return this.#written(own, payload);
  }

  #written(values: ReadonlyMap<string, string>, payload: string): string {
    const own = this.#keys.flatMap((key) => {
      const value = values.get(key) ?? "";
      return value === "" ? [] : [`${quote(key)}:${quote(value)}`];
    });
    return `{${own.join(",")}${payload.slice(payload.indexOf(listKey))}`;
  }
}

/** The debtor's own values. */
function valuesOf(payload: string): Map<string, string> {
  const own = JSON.parse(`${payload.slice(0, payload.indexOf(listKey))}}`) as Readonly<Record<string, string>>;
  return new Map(Object.entries(own));
}

function isNone(field: KeptField, value: string | undefined): boolean {
  return value === undefined || value === "" || isNoneAt(field, `${quote(value)}`, 1);
}

/** The same for a value that begins at `start` in a payload. */
function isNoneAt({ field, placeholder, placeholderText }: KeptField, payload: string, start: number): boolean {
  if (placeholder !== "" && payload.startsWith(placeholderText, start)) return true;
  if (field.kind !== "email") return false;
  const at = payload.indexOf("@", start);
  return at >= 0 && isPlaceholderEmail(payload, start, at, payload.indexOf('"', start));
}

/** A value of a list may have been taken from it since. */
function isAllowed({ kind, allowedValues }: Field, value: string): boolean {
  return kind !== "list" || allowedValues.includes(value);
}
