import { createHash } from "node:crypto";
import type { Endpoint } from "./faults.ts";
import type { SandboxSettings } from "./settings.ts";

/** One debtor as it was written into the pretended CRM. Never removed, so a second writing shows. Times: ms since 1970. */
export interface AppliedDebtor {
  readonly requestId: number;
  readonly at: number;
  readonly token: string;
  readonly operation: string;
  readonly identification: string;
  readonly obligationIds: readonly string[];
  readonly sha256: string;
  /** The JSON text of the debtor, as sent. */
  readonly payload: string;
}

/** One request to the API. `status` is null when the answer never came out whole. */
export interface SeenRequest {
  readonly id: number;
  readonly endpoint: Endpoint;
  readonly token: string | null;
  operation: string | null;
  debtors: number;
  readonly startedAt: number;
  endedAt: number | null;
  status: number | null;
  isApplied: boolean;
  fault: string | null;
  /** Calls under way when it began, itself included. */
  readonly inFlightOfToken: number;
  readonly inFlightOfServer: number;
}

/** What the whole ledger comes to. */
export interface LedgerSummary {
  readonly requests: number;
  readonly debtorsApplied: number;
  readonly distinctDebtors: number;
  /** Identifications (with their operation) that were written more than once. */
  readonly writtenAgain: number;
  readonly maxInFlightOfServer: number;
  readonly maxInFlightByToken: Readonly<Record<string, number>>;
  /** Most calls that began within one second of the clock. */
  readonly maxCallsInOneSecond: number;
  readonly callsPerSecond: Readonly<Record<string, number>>;
  readonly usedToday: Readonly<Record<string, number>>;
}

/** A record of the pretended CRM. */
export interface CrmRecord {
  readonly wolkvoxId: string;
  fields: ReadonlyMap<string, unknown>;
  obligations: Map<string, ReadonlyMap<string, unknown>>;
}

/** Everything the sandbox remembers, in memory. */
export class Ledger {
  debtors: AppliedDebtor[] = [];
  requests: SeenRequest[] = [];
  usedToday = new Map<string, number>();
  #timesWritten = new Map<string, number>();
  #inFlight = new Map<string, number>();
  #inFlightOfServer = 0;
  #maxInFlight = new Map<string, number>();
  #maxInFlightOfServer = 0;
  #records = new Map<string, CrmRecord[]>();
  #nextRequestId = 1;
  #nextWolkvoxId = 1000;

  /** Forgets all but the calls under way. */
  reset(): void {
    this.debtors = [];
    this.requests = [];
    this.usedToday = new Map();
    this.#timesWritten = new Map();
    this.#records = new Map();
    this.#maxInFlight = new Map(this.#inFlight);
    this.#maxInFlightOfServer = this.#inFlightOfServer;
    this.#nextRequestId = 1;
  }

  begin(endpoint: Endpoint, token: string | null): SeenRequest {
    const key = token ?? "";
    const ofToken = (this.#inFlight.get(key) ?? 0) + 1;
    this.#inFlight.set(key, ofToken);
    this.#inFlightOfServer += 1;
    this.#maxInFlight.set(key, Math.max(ofToken, this.#maxInFlight.get(key) ?? 0));
    this.#maxInFlightOfServer = Math.max(this.#inFlightOfServer, this.#maxInFlightOfServer);
    const request: SeenRequest = {
      id: this.#nextRequestId++,
      endpoint,
      token,
      operation: null,
      debtors: 0,
      startedAt: Date.now(),
      endedAt: null,
      status: null,
      isApplied: false,
      fault: null,
      inFlightOfToken: ofToken,
      inFlightOfServer: this.#inFlightOfServer,
    };
    this.requests.push(request);
    return request;
  }

  /** `status` null: the connection ended without a whole answer. */
  end(request: SeenRequest, status: number | null): void {
    if (request.endedAt !== null) return;
    const key = request.token ?? "";
    this.#inFlight.set(key, (this.#inFlight.get(key) ?? 1) - 1);
    this.#inFlightOfServer -= 1;
    request.endedAt = Date.now();
    request.status = status;
  }

  apply(request: SeenRequest, debtor: Record<string, unknown>, payload: string, settings: SandboxSettings): void {
    const { Obligations, ...fields } = debtor;
    const identification = String(debtor.Identification);
    const operation = request.operation ?? "";
    const obligations = new Map<string, ReadonlyMap<string, unknown>>();
    for (const obligation of Array.isArray(Obligations) ? Obligations : []) {
      obligations.set(String(obligation.id), new Map(Object.entries(obligation)));
    }
    const key = JSON.stringify([operation, identification]);
    this.#timesWritten.set(key, (this.#timesWritten.get(key) ?? 0) + 1);
    this.debtors.push({
      requestId: request.id,
      at: Date.now(),
      token: request.token ?? "",
      operation,
      identification,
      obligationIds: [...obligations.keys()],
      sha256: createHash("sha256").update(payload).digest("hex"),
      payload,
    });
    const records = this.#records.get(key) ?? [];
    const existing = settings.repeat === "update" ? records[0] : undefined;
    if (existing === undefined) {
      records.push({ wolkvoxId: String(this.#nextWolkvoxId++), fields: new Map(Object.entries(fields)), obligations });
      this.#records.set(key, records);
      return;
    }
    existing.fields = new Map([...existing.fields, ...Object.entries(fields)]);
    existing.obligations =
      settings.obligations === "merge" ? new Map([...existing.obligations, ...obligations]) : obligations;
  }

  recordsOf(operation: string, identification: string): readonly CrmRecord[] {
    return this.#records.get(JSON.stringify([operation, identification])) ?? [];
  }

  recordById(operation: string, wolkvoxId: string): CrmRecord | null {
    for (const [key, records] of this.#records) {
      const [recordOperation] = JSON.parse(key) as [string, string];
      const record = recordOperation === operation ? records.find((one) => one.wolkvoxId === wolkvoxId) : undefined;
      if (record !== undefined) return record;
    }
    return null;
  }

  summary(): LedgerSummary {
    const callsPerSecond: Record<string, number> = {};
    for (const request of this.requests) {
      const second = new Date(Math.floor(request.startedAt / 1000) * 1000).toISOString();
      callsPerSecond[second] = (callsPerSecond[second] ?? 0) + 1;
    }
    return {
      requests: this.requests.length,
      debtorsApplied: this.debtors.length,
      distinctDebtors: this.#timesWritten.size,
      writtenAgain: [...this.#timesWritten.values()].filter((times) => times > 1).length,
      maxInFlightOfServer: this.#maxInFlightOfServer,
      maxInFlightByToken: Object.fromEntries(this.#maxInFlight),
      maxCallsInOneSecond: Object.values(callsPerSecond).reduce((most, calls) => Math.max(most, calls), 0),
      callsPerSecond,
      usedToday: Object.fromEntries(this.usedToday),
    };
  }
}
