import type { SentDebtor } from "./verdict-kinds.ts";

/** Shorter words of a value ("Calle 45") are nobody's name. */
const minWordLength = 5;

/**
 * Which debtors of a batch a name may mean (decision 29). A CRM that keeps identifications as numbers drops
 * leading zeros, another one drops separators, the document's type or the check digit; and a name may be a
 * quoted obligation, telephone or amount of another debtor.
 */
export class LookAlikes {
  readonly #bearers = new Map<string, Set<string>>();
  readonly #formsOf = new Map<string, readonly string[]>();

  constructor(sent: readonly SentDebtor[]) {
    for (const { identification } of sent) {
      const forms = formsOf(identification);
      this.#formsOf.set(identification, forms);
      for (const form of forms) {
        const bearers = this.#bearers.get(form);
        if (bearers === undefined) this.#bearers.set(form, new Set([identification]));
        else bearers.add(identification);
      }
    }
    for (const { identification, payload } of sent) {
      if (typeof payload !== "string") continue;
      for (const value of valuesIn(JSON.parse(payload))) {
        for (const form of quotedForms(value)) this.#bearers.get(form)?.add(identification);
      }
    }
  }

  /** All debtors that this debtor's name fits, itself first. */
  of(identification: string): ReadonlySet<string> {
    const forms = this.#formsOf.get(identification) ?? [];
    return new Set([identification, ...forms.flatMap((form) => [...(this.#bearers.get(form) ?? [])])]);
  }
}

/**
 * What may remain of an identification: its letters and digits, its digits only, or the digits before a check
 * digit.
 */
function formsOf(identification: string): readonly string[] {
  const forms = [bare(identification), digits(identification)];
  const checked = /^(.*\d)\s*[-–/.]\s*\d\s*$/.exec(identification);
  if (checked?.[1] !== undefined) forms.push(digits(checked[1]));
  return [...new Set(forms)].filter((form) => form !== "");
}

/** How a remark may quote a value: as a whole, or a word of it. */
function quotedForms(value: string): ReadonlySet<string> {
  const words = value.match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set([...formsOf(value), ...words.filter((word) => word.length >= minWordLength).map(bare)]);
}

function bare(text: string): string {
  return withoutZeros(text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, ""));
}

function digits(text: string): string {
  return withoutZeros(text.replace(/\D/g, ""));
}

function withoutZeros(text: string): string {
  return text.replace(/^0+(?=.)/, "");
}

function* valuesIn(value: unknown): Generator<string> {
  if (typeof value === "string" || typeof value === "number") yield String(value);
  else if (typeof value === "object" && value !== null)
    for (const entry of Object.values(value)) yield* valuesIn(entry);
}
