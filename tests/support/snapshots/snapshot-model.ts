import { payloadOf, type TestDebtor } from "./snapshot-world.ts";

/** What a row of the snapshot says, as snapshotOf reads it. */
export interface ModelRow {
  readonly state: "live" | "uncertain";
  readonly isSure: boolean;
  readonly payload: string | null;
}

/** A debtor of an upload as the model keeps it. */
export interface ModelRecord {
  /** Its place in the line, and its portfolio; null for none. */
  readonly place: number;
  readonly portfolio: number | null;
  readonly debtor: TestDebtor;
  /** Went to a server that the tenant has left. */
  isElsewhere: boolean;
  isErased: boolean;
  state: "pending" | "accepted" | "unconfirmed" | "rejected";
  /** Rejected after it may have arrived. */
  wasOpen: boolean;
}

/** The rules of decision 47 for one debtor of a tenant, written as a person would follow them. */
export class SnapshotModel {
  readonly #rows = new Map<number, ModelRow & { readonly place: number }>();

  rowOf(portfolio: number): ModelRow | undefined {
    const row = this.#rows.get(portfolio);
    if (row === undefined) return undefined;
    return { state: row.state, isSure: row.isSure, payload: row.payload };
  }

  /** The call of a record is over, and it is accepted or may have arrived. */
  sent(record: ModelRecord, state: "accepted" | "unconfirmed"): void {
    for (const [portfolio, row] of this.#rows) {
      if (portfolio === record.portfolio) continue;
      const isSame = row.payload !== null && nameIn(row.payload) === record.debtor.name;
      if (row.state === "uncertain" || !isSame)
        this.#rows.set(portfolio, { ...row, state: "uncertain", place: record.place });
    }
    if (state === "accepted") this.accepted(record, []);
    else this.doubted(record);
  }

  /** `all`: every record of the debtor in the tenant. */
  accepted(record: ModelRecord, all: readonly ModelRecord[]): void {
    const { portfolio, place, debtor } = record;
    if (portfolio === null) return;
    const row = this.#rows.get(portfolio);
    if (row !== undefined && row.place > place) return;
    const isOvertaken = row === undefined && all.some((other) => other.place > place && mayHaveArrived(other));
    if (record.isErased || record.isElsewhere || isOvertaken) this.doubted(record);
    else this.#rows.set(portfolio, { state: "live", isSure: true, payload: payloadOf(debtor), place });
  }

  doubted({ portfolio, place }: ModelRecord): void {
    if (portfolio === null) return;
    const row = this.#rows.get(portfolio);
    if (row !== undefined && row.place > place) return;
    this.#rows.set(portfolio, { state: "uncertain", isSure: false, payload: row?.payload ?? null, place });
  }

  absent({ portfolio, place }: ModelRecord): void {
    for (const [each, row] of this.#rows) {
      if (each === portfolio && row.place <= place) this.#rows.delete(each);
      else this.#rows.set(each, { ...row, state: "uncertain", isSure: false });
    }
  }

  /** The tenant has another server, or the database is a restored copy. */
  lost(): void {
    for (const [portfolio, row] of this.#rows) this.#rows.set(portfolio, { ...row, state: "uncertain", isSure: false });
  }
}

function mayHaveArrived({ state, wasOpen }: ModelRecord): boolean {
  return state === "accepted" || state === "unconfirmed" || (state === "rejected" && wasOpen);
}

export function nameIn(payload: string): unknown {
  return (JSON.parse(payload) as { Name?: unknown }).Name;
}
