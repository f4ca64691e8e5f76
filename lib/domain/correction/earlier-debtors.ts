import { TextDigest } from "./text-digest.ts";

/**
 * What became of a client of the upload that a corrected report is of, as far as it decides whether the client may be sent again. Where a
 * retry took the client over, it is what became of it there.
 */
export const earlierFates = {
  accepted: "a",
  /** The CRM said no: sent again only with something else. */
  rejected: "r",
  /** May be sent as it is: it was not sent, or it is known not to be in the CRM, or the CRM is known to update. */
  open: "o",
  unconfirmed: "u",
  /** A retry has it and is not over. */
  in_retry: "t",
  /** A younger upload of the tenant carries it. */
  superseded: "s",
  left_out: "l",
} as const;
export type EarlierFate = keyof typeof earlierFates;

export interface EarlierDebtor {
  readonly fate: EarlierFate;
  /** Rows of a client that was left out, obligations of one that was not; 0 where it does not matter. */
  readonly parts: number;
  /** payloadDigest of what was rejected; "" where it is not known any more, or of no interest. */
  readonly digest: string;
}

const fateOfLetter: ReadonlyMap<string, EarlierFate> = new Map(
  (Object.keys(earlierFates) as EarlierFate[]).map((fate) => [earlierFates[fate], fate]),
);

/** One line of text per client, as it travels to the page. */
export function earlierLine(identification: string, { fate, parts, digest }: EarlierDebtor): string {
  const letter = earlierFates[fate];
  if (digest !== "") return JSON.stringify([identification, letter, parts, digest]);
  return JSON.stringify(parts === 0 ? [identification, letter] : [identification, letter, parts]);
}

/** The clients of an earlier upload, page and server alike made of the same lines. Of two lines about one client the later one holds. */
export class EarlierDebtors {
  readonly #byIdentification = new Map<string, EarlierDebtor>();
  readonly #digest = new TextDigest();
  #byEnd: Map<string, string> | null = null;

  /** Lines of {@link earlierLine}, with or without a line end at the end. */
  static of(text: string): EarlierDebtors {
    const debtors = new EarlierDebtors();
    for (let start = 0; start < text.length; ) {
      const end = text.indexOf("\n", start);
      debtors.add(text.slice(start, end < 0 ? text.length : end));
      start = end < 0 ? text.length : end + 1;
    }
    return debtors;
  }

  /** Throws on a line that is none: it is the portal's own. */
  add(line: string): void {
    const parsed: unknown = JSON.parse(line);
    if (!Array.isArray(parsed)) throw new Error("no line of an earlier client");
    const [identification, letter, parts = 0, digest = ""]: unknown[] = parsed;
    const fate = typeof letter === "string" ? fateOfLetter.get(letter) : undefined;
    if (typeof identification !== "string" || fate === undefined) throw new Error("no line of an earlier client");
    if (typeof parts !== "number" || typeof digest !== "string") throw new Error("no line of an earlier client");
    this.#byIdentification.set(identification, parts === 0 && digest === "" ? bare[fate] : { fate, parts, digest });
    this.#digest.add(line).add("\n");
    this.#byEnd = null;
  }

  find(identification: string): EarlierDebtor | null {
    return this.#byIdentification.get(identification) ?? null;
  }

  /** A debtor whose number differs from this one only by zeros in front; null where there is none. */
  twinOf(identification: string): string | null {
    if (this.#byEnd === null) {
      this.#byEnd = new Map();
      for (const known of this.#byIdentification.keys()) this.#byEnd.set(withoutZeros(known), known);
    }
    return this.#byEnd.get(withoutZeros(identification)) ?? null;
  }

  /** Digest of all lines: whoever has the same knows the same. */
  get stamp(): string {
    return this.#digest.hex();
  }
}

function withoutZeros(number: string): string {
  return number.replace(/^0+/, "");
}

/** Most clients were accepted: they share one object. */
const bare = Object.fromEntries(
  (Object.keys(earlierFates) as EarlierFate[]).map((fate) => [fate, { fate, parts: 0, digest: "" }]),
) as Readonly<Record<EarlierFate, EarlierDebtor>>;
