import { TextDigest } from "./text-digest.ts";

/**
 * What became of a debtor of the upload that a corrected report belongs to: decides whether it may be sent
 * again (decision 16). If a retry took the debtor over, its fate there.
 */
export const earlierFates = {
  accepted: "a",
  /** The CRM refused it: sent again if its payload changed, or by the user's choice. */
  rejected: "r",
  /**
   * Not sent, known not to be in the CRM, or unconfirmed while the CRM is known to update: sent again with
   * any payload that was not refused before.
   */
  open: "o",
  unconfirmed: "u",
  /** A retry that is not over has it. */
  in_retry: "t",
  /** A younger upload of the tenant carries it. */
  superseded: "s",
  left_out: "l",
  /** A correction has its rows under another number. */
  renamed: "n",
} as const;
export type EarlierFate = keyof typeof earlierFates;

export interface EarlierDebtor {
  readonly fate: EarlierFate;
  /** Rows of a debtor that was left out, obligations of any other; 0 if it does not matter. */
  readonly parts: number;
  /** payloadDigest of what was accepted or rejected; "" if unknown or not needed. */
  readonly digest: string;
}

const fateOfLetter: ReadonlyMap<string, EarlierFate> = new Map(
  (Object.keys(earlierFates) as EarlierFate[]).map((fate) => [earlierFates[fate], fate]),
);

/** One line of JSON per debtor, as it travels to the page. */
export function earlierLine(identification: string, { fate, parts, digest }: EarlierDebtor): string {
  const letter = earlierFates[fate];
  if (digest !== "") return JSON.stringify([identification, letter, parts, digest]);
  return JSON.stringify(parts === 0 ? [identification, letter] : [identification, letter, parts]);
}

/**
 * A line with a payload digest that the CRM refused before another upload took the debtor over, whether that
 * upload was sent or not.
 */
export function refusedLine(identification: string, digest: string): string {
  return JSON.stringify([identification, pastRefusal, 0, digest]);
}

/** A line about a row that was left out: where it stood in the upload, and under which identification a correction has it. */
export function tiedLine(line: number, identification: string): string {
  return JSON.stringify([line, identification]);
}

const pastRefusal = "p";
/** Not in the CRM as far as known, and in no other upload. */
const missingFates: ReadonlySet<EarlierFate> = new Set(["rejected", "open", "unconfirmed", "left_out"]);
/**
 * Fates that a later `open` does not replace: an upload that took the debtor over and did not
 * send it changes nothing.
 */
const lasting: ReadonlySet<EarlierFate> = new Set(["accepted", "renamed"]);

/**
 * The debtors of an earlier upload. Page and server build it from the same lines; a later line about a debtor
 * replaces an earlier one.
 */
export class EarlierDebtors {
  readonly #byIdentification = new Map<string, EarlierDebtor>();
  readonly #refused = new Map<string, string[]>();
  readonly #byLine = new Map<number, string>();
  readonly #digest = new TextDigest();
  #byEnd: Map<string, string> | null = null;
  #missing: Set<string> | null = null;

  /** Lines of {@link earlierLine}, {@link refusedLine} and {@link tiedLine}; the last may lack its line end. */
  static of(text: string): EarlierDebtors {
    const debtors = new EarlierDebtors();
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf("\n", start);
      debtors.add(text.slice(start, end < 0 ? text.length : end));
      start = end < 0 ? text.length : end + 1;
    }
    return debtors;
  }

  /** Throws on a malformed line: the portal itself writes them. */
  add(line: string): void {
    const parsed: unknown = JSON.parse(line);
    if (!Array.isArray(parsed)) throw new Error("no line of an earlier debtor");
    this.#take(parsed);
    this.#digest.add(line).add("\n");
    this.#byEnd = null;
    this.#missing = null;
  }

  #take([identification, letter, parts = 0, digest = ""]: readonly unknown[]): void {
    if (typeof identification === "number" && typeof letter === "string") {
      this.#byLine.set(identification, letter);
      return;
    }
    const fate = typeof letter === "string" ? fateOfLetter.get(letter) : undefined;
    if (typeof identification !== "string") throw new Error("no line of an earlier debtor");
    if (typeof parts !== "number" || typeof digest !== "string") throw new Error("no line of an earlier debtor");
    if (letter === pastRefusal) this.#addRefusal(identification, digest);
    else if (fate === undefined) throw new Error("no line of an earlier debtor");
    else this.#set(identification, parts === 0 && digest === "" ? bare[fate] : { fate, parts, digest });
  }

  #set(identification: string, debtor: EarlierDebtor): void {
    const before = this.#byIdentification.get(identification);
    if (debtor.fate === "open" && before !== undefined && lasting.has(before.fate)) return;
    this.#byIdentification.set(identification, debtor);
  }

  #addRefusal(identification: string, digest: string): void {
    const refused = this.#refused.get(identification);
    if (refused === undefined) this.#refused.set(identification, [digest]);
    else refused.push(digest);
  }

  /** Whether the CRM refused exactly this payload of the debtor in any upload of the family. */
  wasRefused(identification: string, digest: string): boolean {
    if (digest === "") return false;
    const last = this.find(identification);
    return (
      (last?.fate === "rejected" && last.digest === digest) ||
      this.#refused.get(identification)?.includes(digest) === true
    );
  }

  find(identification: string): EarlierDebtor | null {
    return this.#byIdentification.get(identification) ?? null;
  }

  /** Under which identification a correction has a left-out row of the upload, by the row's line; null if none has it. */
  sentAs(line: number): string | null {
    return this.#byLine.get(line) ?? null;
  }

  /** Debtors that did not get in and are in no other upload. */
  get missing(): ReadonlySet<string> {
    if (this.#missing === null) {
      this.#missing = new Set();
      for (const [known, { fate }] of this.#byIdentification) if (missingFates.has(fate)) this.#missing.add(known);
    }
    return this.#missing;
  }

  /** A known debtor whose number differs only by leading zeros; null if there is none. */
  twinOf(identification: string): string | null {
    if (this.#byEnd === null) {
      this.#byEnd = new Map();
      for (const known of this.#byIdentification.keys()) this.#byEnd.set(withoutZeros(known), known);
    }
    return this.#byEnd.get(withoutZeros(identification)) ?? null;
  }

  /** Digest of all lines: equal stamps mean equal lines. */
  get stamp(): string {
    return this.#digest.hex();
  }
}

function withoutZeros(number: string): string {
  return number.replace(/^0+/, "");
}

/** Most debtors were accepted: they share one object. */
const bare = Object.fromEntries(
  (Object.keys(earlierFates) as EarlierFate[]).map((fate) => [fate, { fate, parts: 0, digest: "" }]),
) as Readonly<Record<EarlierFate, EarlierDebtor>>;
