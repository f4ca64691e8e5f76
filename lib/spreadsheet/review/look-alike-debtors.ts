import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { lookAlikeIssue, lookAlikeKeys } from "#lib/domain/debtors/look-alike-issue.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { type ClientIndex, noClient } from "./debtor-index.ts";
import { IdentificationNumbers } from "./identification-numbers.ts";

const none: readonly Issue[] = Object.freeze([]);

/**
 * Clients whose identifications look alike: 12345678 and 0012345678. Two that are plain digits without leading zeros never do, so only the
 * others are gone through: of most files none, and a million of them stand in flat tables.
 */
export class LookAlikeClients {
  readonly #clients: ClientIndex;
  readonly #identify: (row: number) => string | null;
  readonly #column: number | null;
  /** Numbers the keys of clients that are not plain digits, and the first such client of each key. */
  #keys = new IdentificationNumbers();
  readonly #first: number[] = [];
  readonly #further = new Map<number, number[]>();

  constructor(clients: ClientIndex, identify: (row: number) => string | null, context: DerivationContext) {
    this.#clients = clients;
    this.#identify = identify;
    this.#column = compileIdentificationReader(context)?.column ?? null;
  }

  /** Takes in the clients that are known so far; answers those that look like another. */
  *close(): Generator<number> {
    const others = this.#clients.unlikeNumbers();
    this.#keys = new IdentificationNumbers(others.size);
    for (const [identification, client] of others) {
      for (const key of lookAlikeKeys(identification)) {
        const plain = this.#clients.clientOfKey(key);
        const first = this.#take(key, client);
        if (plain !== noClient) yield plain;
        if (first !== client) yield first;
        if (plain !== noClient || first !== client) yield client;
      }
    }
  }

  /** Takes a client in after that; one that is known already, or is plain digits, changes nothing. */
  note(identification: string, client: number): void {
    if (this.#clients.unlikeNumbers().has(identification))
      for (const key of lookAlikeKeys(identification)) this.#take(key, client);
  }

  /** Answers the first client of the key. */
  #take(key: number, client: number): number {
    const number = this.#keys.numberOfKey(key);
    const first = this.#first[number];
    if (first === undefined) {
      this.#first[number] = client;
      return client;
    }
    const further = this.#further.get(number) ?? [];
    if (first !== client && !further.includes(client)) this.#further.set(number, [...further, client]);
    return first;
  }

  /** The clients that look like this identification, and are not its own; some may have no row. */
  of(identification: string): readonly number[] {
    if (this.#first.length === 0) return [];
    const found = new Set<number>();
    for (const key of lookAlikeKeys(identification)) {
      const plain = this.#clients.clientOfKey(key);
      if (plain !== noClient) found.add(plain);
      const number = this.#keys.find(key);
      const first = this.#first[number];
      if (first !== undefined) found.add(first);
      for (const client of this.#further.get(number) ?? []) found.add(client);
    }
    found.delete(this.#clients.numberOf(identification));
    return [...found];
  }

  /** The warning on a client's first row. */
  issuesOf(rows: readonly CheckedRow[]): readonly Issue[] {
    const [first] = rows;
    if (first === undefined || first.identification === null) return none;
    const others = this.of(first.identification).map((client) => this.#clients.firstRowOf(client));
    const row = others.reduce((least, other) => (other >= 0 && (least < 0 || other < least) ? other : least), -1);
    const other = row < 0 ? null : this.#identify(row);
    return other === null ? none : [lookAlikeIssue({ row: first.row, column: this.#column }, other)];
  }
}
