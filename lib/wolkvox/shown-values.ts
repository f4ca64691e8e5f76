import { obligationIdField, standardFields } from "#lib/domain/fields/catalogue.ts";
import type { FieldKind, FieldLevel } from "#lib/domain/fields/field.ts";

/** How a sent value and the shown one are compared. */
export type ValueForm = "text" | "telephone" | "amount" | "date";

const formOfKind: Readonly<Record<FieldKind, ValueForm>> = {
  identification: "text",
  text: "text",
  email: "text",
  telephone: "telephone",
  amount: "amount",
  date: "date",
  days: "amount",
  number: "amount",
  list: "text",
};

/**
 * The form of every standard field of a level, by API key. Custom fields are not compared: saving by an agent
 * can empty them. Nor is an obligation's number: the query named it, and `id` in an answer may be a number of
 * the CRM's own.
 */
function formsOf(level: FieldLevel): ReadonlyMap<string, ValueForm> {
  const compared = standardFields.filter((field) => field.level === level && field.id !== obligationIdField);
  return new Map(compared.map(({ apiKey, kind }) => [apiKey, formOfKind[kind]]));
}

export const debtorForms = formsOf("debtor");
export const obligationForms = formsOf("obligation");

/**
 * Whether the CRM shows what was sent. It may wrap values: amounts with thousands commas or as
 * `{value, convert, symbol}`, telephones as `{country, code, value}` (documented), dates with a time after them.
 */
export function isSameValue(form: ValueForm, sent: string, shown: unknown): boolean {
  const { value, code } = unwrapped(shown);
  if (value === null) return false;
  switch (form) {
    case "text":
      return plainText(value) === plainText(sent);
    case "telephone": {
      const digits = value.replaceAll(/\D/g, "");
      const wanted = sent.replaceAll(/\D/g, "");
      return digits !== "" && (digits === wanted || `${code}${digits}` === wanted || digits === `${code}${wanted}`);
    }
    case "amount": {
      const amount = centsOf(value);
      return amount !== null && amount === centsOf(sent);
    }
    case "date":
      return value.trim().slice(0, 10) === sent && /^(.{10})?($|[T ])/.test(value.trim());
  }
}

/** The text of a value, wrapped or not; null if it has none. */
export function shownText(shown: unknown): string | null {
  return unwrapped(shown).value;
}

function unwrapped(shown: unknown): { value: string | null; code: string } {
  if (typeof shown === "object" && shown !== null && "value" in shown) {
    const code = "code" in shown && typeof shown.code === "string" ? shown.code.replaceAll(/\D/g, "") : "";
    return { value: textOf(shown.value), code };
  }
  return { value: textOf(shown), code: "" };
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : null;
}

/** Ignores case and counts a run of blanks as one: a CRM that shows names in capitals shows the same name. */
function plainText(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/g, " ").trim().toLowerCase();
}

/**
 * The hundredths of a plain number, with or without thousands commas; null for anything else, which then is
 * not the same.
 */
function centsOf(text: string): bigint | null {
  const match = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text.replaceAll(/[\s$]/g, ""));
  if (match === null) return null;
  const [, sign = "", whole = "", decimals = ""] = match;
  if (/[1-9]/.test(decimals.slice(2))) return null;
  const cents = BigInt(whole.replaceAll(",", "") + decimals.slice(0, 2).padEnd(2, "0"));
  return sign === "-" ? -cents : cents;
}
