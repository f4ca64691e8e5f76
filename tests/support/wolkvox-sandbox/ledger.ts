import { createHash } from "node:crypto";
import { Crm, obligationsIn } from "./crm.ts";
import type { Endpoint } from "./faults.ts";
import type { SandboxSettings } from "./settings.ts";

/**
 * One debtor as written to the simulated CRM. Never removed, so a second write shows. Times in ms since 1970.
 */
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

/** One request to the API. `status` is null if the answer was never sent whole. */
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
  /** Calls in flight when it began, itself included. */
  readonly inFlightOfToken: number;
  readonly inFlightOfServer: number;
}

/** A summary of the whole ledger. */
export interface LedgerSummary {
  readonly requests: number;
  readonly debtorsApplied: number;
  readonly distinctDebtors: number;
  /** Identifications (per operation) that were written more than once. */
  readonly writtenAgain: number;
  readonly maxInFlightOfServer: number;
  readonly maxInFlightByToken: Readonly<Record<string, number>>;
  /** The most calls that began within one second of the clock. */
  readonly maxCallsInOneSecond: number;
  readonly callsPerSecond: Readonly<Record<string, number>>;
  readonly usedToday: Readonly<Record<string, number>>;
}

interface Written {
  readonly request: SeenRequest;
  readonly at: number;
  readonly identification: string;
  readonly payload: string;
}

/** Everything the sandbox remembers, in memory. */
export class Ledger {
  readonly crm = new Crm();
  #written: Written[] = [];
  #forgotten = 0;
  requests: SeenRequest[] = [];
  usedToday = new Map<string, number>();
  #inFlight = new Map<string, number>();
  #inFlightOfServer = 0;
  #maxInFlight = new Map<string, number>();
  #maxInFlightOfServer = 0;
  #nextRequestId = 1;

  /** Forgets everything except the calls in flight. */
  reset(): void {
    this.crm.reset();
    this.#written = [];
    this.#forgotten = 0;
    this.requests = [];
    this.usedToday = new Map();
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

  apply(request: SeenRequest, identification: string, payload: string, settings: SandboxSettings): void {
    if (!settings.keepsDebtors) {
      this.#forgotten += 1;
      return;
    }
    this.#written.push({ request, at: Date.now(), identification, payload });
    this.crm.write(request.operation ?? "", identification, payload, settings);
  }

  get debtorsApplied(): number {
    return this.#written.length + this.#forgotten;
  }

  /** A page of the debtors written, in the order of writing. */
  debtors(offset: number, limit: number): AppliedDebtor[] {
    return this.#written.slice(offset, offset + limit).map(({ request, at, identification, payload }) => ({
      requestId: request.id,
      at,
      token: request.token ?? "",
      operation: request.operation ?? "",
      identification,
      obligationIds: [...obligationsIn(payload).keys()],
      sha256: createHash("sha256").update(payload).digest("hex"),
      payload,
    }));
  }

  summary(): LedgerSummary {
    const callsPerSecond: Record<string, number> = {};
    for (const request of this.requests) {
      const second = new Date(Math.floor(request.startedAt / 1000) * 1000).toISOString();
      callsPerSecond[second] = (callsPerSecond[second] ?? 0) + 1;
    }
    const { distinct, writtenAgain } = this.crm.counts();
    return {
      requests: this.requests.length,
      debtorsApplied: this.debtorsApplied,
      distinctDebtors: distinct,
      writtenAgain,
      maxInFlightOfServer: this.#maxInFlightOfServer,
      maxInFlightByToken: Object.fromEntries(this.#maxInFlight),
      maxCallsInOneSecond: Object.values(callsPerSecond).reduce((most, calls) => Math.max(most, calls), 0),
      callsPerSecond,
      usedToday: Object.fromEntries(this.usedToday),
    };
  }
}
