import { type CrmDebtor, type CrmNature, type CrmRecord, type Payload, written } from "./crm-records.ts";

/** Numbers that order calls, writes and what people do. */
export class Steps {
  #last = 0;
  next(): number {
    return ++this.#last;
  }
  get last(): number {
    return this.#last;
  }
}

/** A load that arrived, whatever became of it. */
export interface LedgerCall {
  readonly step: number;
  readonly host: string;
  readonly operation: string;
  readonly token: string;
  /** The upload whose batch it was when it arrived; null if no batch was being sent. */
  readonly uploadId: string | null;
  /** The body as it arrived. */
  readonly body: string;
  readonly debtors: readonly (readonly [identification: string, payload: Payload])[];
  /** What was done with it, in a word. */
  what: string;
  /** The step at which its debtors were written; a debtor that was not written is absent. */
  readonly applied: Map<string, number>;
  /** Debtors whom the reply refused, by name or all at once. */
  readonly refused: Set<string>;
  /** When it arrived, by the CRM's clock. */
  readonly atMs: number;
  /** The reply asked for a wait: when it was given, and up to when nothing more was to come, by the same clock. */
  told: { readonly atMs: number; readonly untilMs: number } | null;
}

/** A debtor written to an operation. */
export interface Write {
  readonly step: number;
  readonly call: LedgerCall;
  readonly payload: Payload;
}

/** Every call that arrived at the CRM, and every debtor that it wrote, in their order. */
export class Ledger {
  readonly calls: LedgerCall[] = [];
  readonly #steps: Steps;
  readonly #natureOf: (operation: string) => CrmNature;
  readonly #writes = new Map<string, Write[]>();
  readonly #debtors = new Map<string, CrmDebtor>();
  readonly #named = new Map<string, string>();

  constructor(steps: Steps, natureOf: (operation: string) => CrmNature) {
    this.#steps = steps;
    this.#natureOf = natureOf;
  }

  write(call: LedgerCall, identification: string, payload: Payload): void {
    const step = this.#steps.next();
    const key = keyOf(call.host, call.operation, identification);
    call.applied.set(identification, step);
    this.#named.set(`w${step}`, identification);
    this.#writes.set(key, [...this.writesOf(call.host, call.operation, identification), { step, call, payload }]);
    this.#debtors.set(key, written(this.#debtors.get(key) ?? [], payload, this.#natureOf(call.operation), `w${step}`));
  }

  writesOf(host: string, operation: string, identification: string): readonly Write[] {
    return this.#writes.get(keyOf(host, operation, identification)) ?? [];
  }

  /** Everything written of a debtor of any of these operations, in order. */
  writesIn(places: readonly Place[], identification: string): readonly Write[] {
    const all = places.flatMap(({ host, operation }) => this.writesOf(host, operation, identification));
    return all.toSorted((a, b) => a.step - b.step);
  }

  has(host: string, operation: string, identification: string): CrmDebtor {
    return this.#debtors.get(keyOf(host, operation, identification)) ?? [];
  }

  /** The record with an id of the CRM. */
  numbered(host: string, operation: string, wolkvoxId: string): CrmRecord | undefined {
    const debtor = this.has(host, operation, this.#named.get(wolkvoxId) ?? "");
    return debtor.find((record) => record.wolkvoxId === wolkvoxId);
  }

  /** What the CRM had of a debtor after each write, from the one that held at `step` on. */
  since(step: number, host: string, operation: string, identification: string): readonly CrmDebtor[] {
    let had: CrmDebtor = [];
    let all: CrmDebtor[] = [had];
    for (const write of this.writesOf(host, operation, identification)) {
      had = written(had, write.payload, this.#natureOf(operation), `w${write.step}`);
      all = write.step <= step ? [had] : [...all, had];
    }
    return all;
  }
}

export interface Place {
  readonly host: string;
  readonly operation: string;
}

function keyOf(host: string, operation: string, identification: string): string {
  return `${host} ${operation} ${identification}`;
}
