import type { SandboxSettings } from "./settings.ts";

type Values = ReadonlyMap<string, unknown>;

/** One record of the simulated CRM. */
export interface CrmRecord {
  readonly wolkvoxId: string;
  readonly fields: Values;
  readonly obligations: ReadonlyMap<string, Values>;
}

interface Write {
  readonly payload: string;
  /** Obligations missing from this write are removed. */
  readonly replaces: boolean;
}

interface Kept {
  readonly wolkvoxId: string;
  readonly operation: string;
  readonly writes: Write[];
}

/**
 * What can be read back. It keeps the texts that were written and parses them on demand: a million debtors as
 * objects would take three times the memory.
 */
export class Crm {
  #byDebtor = new Map<string, Kept[]>();
  #byId = new Map<string, Kept>();
  #nextId = 1000;

  reset(): void {
    this.#byDebtor = new Map();
    this.#byId = new Map();
  }

  write(operation: string, identification: string, payload: string, settings: SandboxSettings): void {
    const key = `${operation}\n${identification}`;
    const write = { payload, replaces: settings.obligations === "replace" };
    const there = this.#byDebtor.get(key);
    const updated = settings.repeat === "update" ? there?.[0] : undefined;
    if (updated !== undefined) {
      updated.writes.push(write);
      return;
    }
    const record: Kept = { wolkvoxId: String(this.#nextId++), operation, writes: [write] };
    this.#byId.set(record.wolkvoxId, record);
    if (there === undefined) this.#byDebtor.set(key, [record]);
    else there.push(record);
  }

  recordsOf(operation: string, identification: string): CrmRecord[] {
    return (this.#byDebtor.get(`${operation}\n${identification}`) ?? []).map(read);
  }

  recordById(operation: string, wolkvoxId: string): CrmRecord | null {
    const kept = this.#byId.get(wolkvoxId);
    return kept?.operation === operation ? read(kept) : null;
  }

  /** How many debtors there are, and how many of them were written more than once. */
  counts(): { distinct: number; writtenAgain: number } {
    let writtenAgain = 0;
    for (const records of this.#byDebtor.values()) {
      if (records.reduce((times, { writes }) => times + writes.length, 0) > 1) writtenAgain += 1;
    }
    return { distinct: this.#byDebtor.size, writtenAgain };
  }
}

/** The obligations of a debtor as it was sent, by id. */
export function obligationsIn(payload: string): Map<string, Values> {
  const { Obligations = [] }: { Obligations?: Record<string, unknown>[] } = JSON.parse(payload);
  return new Map(Obligations.map((obligation) => [String(obligation.id), new Map(Object.entries(obligation))]));
}

function read({ wolkvoxId, writes }: Kept): CrmRecord {
  const fields = new Map<string, unknown>();
  let obligations = new Map<string, Values>();
  for (const { payload, replaces } of writes) {
    for (const [key, value] of Object.entries(JSON.parse(payload))) fields.set(key, value);
    obligations = new Map([...(replaces ? [] : obligations), ...obligationsIn(payload)]);
  }
  fields.delete("Obligations");
  return { wolkvoxId, fields, obligations };
}
