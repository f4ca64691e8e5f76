import type { TestDebtor } from "./snapshot-world.ts";

/** What a CRM that merges has of one debtor: the last name, and the last balance of each obligation. */
export class ToldCrm {
  #name: string | null = null;
  readonly #balances = new Map<string, number>();

  write({ name, balance, obligation = "" }: TestDebtor): void {
    this.#name = name;
    this.#balances.set(obligation, balance);
  }

  has({ name, balance, obligation = "" }: TestDebtor): boolean {
    return this.#name === name && this.#balances.get(obligation) === balance;
  }

  get isEmpty(): boolean {
    return this.#name === null;
  }
}
