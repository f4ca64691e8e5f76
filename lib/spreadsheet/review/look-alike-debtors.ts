import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { lookAlikeIssue, lookAlikeKeys } from "#lib/domain/debtors/look-alike-issue.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { type DebtorIndex, noDebtor } from "./debtor-index.ts";
import { IdentificationNumbers } from "./identification-numbers.ts";

const none: readonly Issue[] = Object.freeze([]);

/**
 * Debtors whose identifications look alike: 12345678 and 0012345678. Two that are plain digits without
 * leading zeros never do, so only the others are checked: most files have none, and a million of them fit in
 * flat tables.
 */
export class LookAlikeDebtors {
  readonly #debtors: DebtorIndex;
  readonly #identify: (row: number) => string | null;
  readonly #column: number | null;
  /** Numbers the keys of debtors that are not plain digits; `#first` and `#further` are indexed by that number. */
  #keys = new IdentificationNumbers();
  readonly #first: number[] = [];
  readonly #further = new Map<number, number[]>();

  constructor(debtors: DebtorIndex, identify: (row: number) => string | null, context: DerivationContext) {
    this.#debtors = debtors;
    this.#identify = identify;
    this.#column = compileIdentificationReader(context)?.column ?? null;
  }

  /** Adds all debtors known so far and yields those that look like another; a debtor may come twice. */
  *close(): Generator<number> {
    const others = this.#debtors.unlikeNumbers();
    this.#keys = new IdentificationNumbers(others.size);
    for (const [identification, debtor] of others) {
      for (const key of lookAlikeKeys(identification)) {
        const plain = this.#debtors.debtorOfKey(key);
        const first = this.#take(key, debtor);
        if (plain !== noDebtor) yield plain;
        if (first !== debtor) yield first;
        if (plain !== noDebtor || first !== debtor) yield debtor;
      }
    }
  }

  /** Adds one debtor after `close`; no effect if it is known or is plain digits without leading zeros. */
  note(identification: string, debtor: number): void {
    if (this.#debtors.unlikeNumbers().has(identification))
      for (const key of lookAlikeKeys(identification)) this.#take(key, debtor);
  }

  /** Adds a debtor under a key and returns the first debtor with that key. */
  #take(key: number, debtor: number): number {
    const number = this.#keys.numberOfKey(key);
    const first = this.#first[number];
    if (first === undefined) {
      this.#first[number] = debtor;
      return debtor;
    }
    const further = this.#further.get(number) ?? [];
    if (first !== debtor && !further.includes(debtor)) this.#further.set(number, [...further, debtor]);
    return first;
  }

  /** Other debtors that look like this identification; some may have no rows. */
  of(identification: string): readonly number[] {
    if (this.#first.length === 0) return [];
    const found = new Set<number>();
    for (const key of lookAlikeKeys(identification)) {
      const plain = this.#debtors.debtorOfKey(key);
      if (plain !== noDebtor) found.add(plain);
      const number = this.#keys.find(key);
      const first = this.#first[number];
      if (first !== undefined) found.add(first);
      for (const debtor of this.#further.get(number) ?? []) found.add(debtor);
    }
    found.delete(this.#debtors.numberOf(identification));
    return [...found];
  }

  /** The warning for a debtor, on its first row. */
  issuesOf(rows: readonly CheckedRow[]): readonly Issue[] {
    const [first] = rows;
    if (first === undefined || first.identification === null) return none;
    const others = this.of(first.identification).map((debtor) => this.#debtors.firstRowOf(debtor));
    const row = others.reduce((least, other) => (other >= 0 && (least < 0 || other < least) ? other : least), -1);
    const other = row < 0 ? null : this.#identify(row);
    return other === null ? none : [lookAlikeIssue({ row: first.row, column: this.#column }, other)];
  }
}
