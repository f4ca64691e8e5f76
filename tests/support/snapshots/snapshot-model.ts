import { payloadOf, type TestDebtor } from "./snapshot-world.ts";

/** What a row of the snapshot says, as snapshotOf reads it. */
export interface ModelRow {
  readonly state: "live" | "uncertain" | "gone";
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

interface KeptRow extends ModelRow {
  readonly place: number;
  /** The place of the upload that wrote it last. Whoever is gone has that of the load that named them. */
  readonly writer: number;
}

/** The rules of decision 47 for one debtor of a tenant, written as a person would follow them. */
export class SnapshotModel {
  readonly #rows = new Map<number, KeptRow>();

  rowOf(portfolio: number): ModelRow | undefined {
    const row = this.#rows.get(portfolio);
    if (row === undefined) return undefined;
    return { state: row.state, isSure: row.isSure, payload: row.payload };
  }

  /** The call of a record is over, and it is accepted or may have arrived. */
  sent(record: ModelRecord, state: "accepted" | "unconfirmed"): void {
    for (const [portfolio, row] of this.#rows) {
      if (portfolio === record.portfolio || row.state === "gone") continue;
      const isSame = row.payload !== null && isUntouched(row.payload, payloadOf(record.debtor));
      if (row.state === "uncertain" || !isSame)
        this.#rows.set(portfolio, { ...row, state: "uncertain", place: record.place, writer: record.place });
    }
    if (state === "accepted") this.accepted(record, []);
    else this.doubted(record);
  }

  /** `all`: every record of the debtor in the tenant. */
  accepted(record: ModelRecord, all: readonly ModelRecord[]): void {
    const { portfolio, place, debtor } = record;
    if (portfolio === null) return;
    const row = this.#rows.get(portfolio);
    if (row !== undefined && isWrittenSince(row, place)) return;
    const isOvertaken = row === undefined && all.some((other) => other.place > place && mayHaveArrived(other));
    if (record.isErased || record.isElsewhere || isOvertaken) this.doubted(record);
    else this.#write(portfolio, { state: "live", isSure: true, payload: payloadOf(debtor), place, writer: place }, row);
  }

  doubted({ portfolio, place }: ModelRecord): void {
    if (portfolio === null) return;
    const row = this.#rows.get(portfolio);
    if (row !== undefined && isWrittenSince(row, place)) return;
    const payload = row?.payload ?? null;
    this.#write(portfolio, { state: "uncertain", isSure: false, payload, place, writer: place }, row);
  }

  /** Who is gone by a younger file stays so, with what an upload before it brings. */
  #write(portfolio: number, written: KeptRow, row: KeptRow | undefined): void {
    const isGone = row !== undefined && row.place > written.place;
    this.#rows.set(portfolio, isGone ? { ...written, state: row.state, place: row.place } : written);
  }

  absent({ portfolio, place }: ModelRecord): void {
    for (const [each, row] of this.#rows) {
      if (each === portfolio && row.place <= place) this.#rows.delete(each);
      else this.#forget(each, row);
    }
  }

  /** A whole load of the portfolio is confirmed, and the debtor is not in it. */
  gone(portfolio: number, place: number): void {
    const row = this.#rows.get(portfolio);
    if (row !== undefined && row.state !== "gone") this.#rows.set(portfolio, { ...row, state: "gone", place });
  }

  /** The tenant has another server, or the database is a restored copy. */
  lost(): void {
    for (const [portfolio, row] of this.#rows) this.#forget(portfolio, row);
  }

  /** Nobody knows what the CRM has. Who is gone stays so. */
  #forget(portfolio: number, row: KeptRow): void {
    this.#rows.set(portfolio, { ...row, state: row.state === "gone" ? "gone" : "uncertain", isSure: false });
  }
}

function isWrittenSince({ state, place, writer }: KeptRow, since: number): boolean {
  return (state === "gone" ? writer : place) > since;
}

function mayHaveArrived({ state, wasOpen }: ModelRecord): boolean {
  return state === "accepted" || state === "unconfirmed" || (state === "rejected" && wasOpen);
}

/** Whether a row stays true when a payload of the same debtor is sent. */
function isUntouched(row: string, sent: string): boolean {
  return row === sent || (nameIn(row) === nameIn(sent) && obligationIn(row) !== obligationIn(sent));
}

function obligationIn(payload: string): unknown {
  return (JSON.parse(payload) as { Obligations?: readonly { id?: unknown }[] }).Obligations?.[0]?.id;
}

export function nameIn(payload: string): unknown {
  return (JSON.parse(payload) as { Name?: unknown }).Name;
}
