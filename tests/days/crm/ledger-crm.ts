import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { type CrmNature, type Payload, readPayload } from "./crm-records.ts";
import type { Answering } from "./crm-servers.ts";
import { FaultPlan, type LoadFault } from "./faults.ts";
import { Ledger, type LedgerCall, type Steps } from "./ledger.ts";
import { found, json, type Reply, refused, summary } from "./replies.ts";

/** An operation as its CRM knows it. */
export interface Operation {
  nature: CrmNature;
  tokens: Set<string>;
  /** Calls a day and token. */
  limit: number;
  used: number;
}

export interface CrmOptions {
  readonly steps: Steps;
  /** Of which upload a debtor of an operation is being sent now. */
  readonly uploadOf: (operation: string, identification: string) => Promise<string | null>;
  /** A load is in flight: nothing of it has been written or answered. */
  readonly onLoad: (call: LedgerCall) => Promise<void>;
}

const dayMs = 86_400_000;
const textOfBad = "El correo no existe";
const loadSchema = z.object({ operation: z.string(), collections: z.array(z.unknown()) });
const querySchema = z.object({ operation: z.string(), module: z.string(), field: z.string(), value: z.string() });
const obligationSchema = z.object({ operation: z.string(), obligation: z.string(), wolkvox_id: z.string() });

/**
 * A CRM that keeps a ledger of every call, written from the CRM's documentation alone (wolkvox-api.md): it shares no code
 * with the sandbox or with the portal, so that it agrees with them only where they are right. Each
 * address has debtors of its own.
 */
export class LedgerCrm implements Answering {
  readonly ledger: Ledger;
  readonly operations = new Map<string, Operation>();
  readonly faults = new FaultPlan();
  /** Lookups that get no answer. */
  failingLookups = 0;
  /** Debtors that it refuses, and how: the whole call, by name, or only in the counts. */
  readonly bad = new Set<string>();
  howBad: "whole" | "named" | "unnamed" = "named";
  readonly #options: CrmOptions;
  readonly #late: { readonly dueMs: number; readonly call: LedgerCall }[] = [];
  /** By how much its clock is ahead of the machine's. */
  #aheadMs = 0;

  constructor(options: CrmOptions) {
    this.#options = options;
    this.ledger = new Ledger(options.steps, (operation) => this.#operation(operation).nature);
  }

  #now(): number {
    return Date.now() + this.#aheadMs;
  }

  get hasLate(): boolean {
    return this.#late.length > 0;
  }

  /** Time passes: what was to be written late is written, and each midnight gives tokens their calls back. */
  pass(ms: number): void {
    const day = () => Math.floor(this.#now() / dayMs);
    const before = day();
    this.#aheadMs += ms;
    if (day() > before) for (const operation of this.operations.values()) operation.used = 0;
    const now = this.#now();
    for (const { call } of this.#late.filter(({ dueMs }) => dueMs <= now)) this.#write(call);
    const left = this.#late.filter(({ dueMs }) => dueMs > now);
    this.#late.splice(0, this.#late.length, ...left);
  }

  #operation(name: string): Operation {
    const known = this.operations.get(name);
    if (known === undefined) throw new Error(`nobody has told the CRM of the operation ${name}`);
    return known;
  }

  async answer(host: string, request: IncomingMessage, body: string): Promise<Reply> {
    const url = new URL(request.url ?? "/", "http://crm");
    const path = url.pathname.replace("/server/API/v2/", "");
    const token = String(request.headers["wolkvox-token"] ?? "");
    if (path === "token/tokenInformation.php" && request.method === "GET")
      return this.#tokenInformation(url.searchParams.get("operation") ?? "", token);
    if (request.method !== "POST") return refused(405, "METHOD NOT ALLOWED");
    const item: unknown = parsed(body);
    if (path === "collections/massiveCollections.php") {
      const load = loadSchema.safeParse(item);
      return load.success ? this.#load(host, token, body, load.data) : refused(400, "BAD REQUEST");
    }
    if (path === "custom/query.php") {
      const query = querySchema.safeParse(item);
      return query.success ? this.#query(host, token, query.data) : refused(400, "BAD REQUEST");
    }
    if (path === "collections/queryObligation.php") {
      const query = obligationSchema.safeParse(item);
      return query.success ? this.#obligation(host, token, query.data) : refused(400, "BAD REQUEST");
    }
    return refused(404, "NOT FOUND");
  }

  /** Charges a call; returns why it may not be made. */
  #charge(name: string, token: string): Reply {
    const operation = this.operations.get(name);
    if (operation === undefined || !operation.tokens.has(token)) return refused(403, "PLEASE VALIDATE TOKEN");
    if (operation.used >= operation.limit) return refused(403, "TOKEN LIMIT EXCEEDED");
    operation.used++;
    return null;
  }

  #tokenInformation(name: string, token: string): Reply {
    const no = this.#charge(name, token);
    if (no !== null) return no;
    const { limit, used } = this.#operation(name);
    const untilMs = dayMs - (this.#now() % dayMs);
    return json(200, {
      code: "200",
      error: "null",
      msg: "1 records were are found",
      data: {
        description: "token",
        token_limit: limit,
        token_use_today: used,
        available_consumition_options: limit - used,
        hours_to_restart_count: Math.ceil(untilMs / 3_600_000),
      },
    });
  }

  async #load(host: string, token: string, body: string, load: z.infer<typeof loadSchema>): Promise<Reply> {
    const { operation, collections } = load;
    const debtors = collections.map((item) => {
      const payload = readPayload(item);
      if (payload === null) throw new Error(`a call has what is no debtor: ${JSON.stringify(item)}`);
      return [payload.own.Identification ?? "", payload] as const;
    });
    const [first] = debtors;
    const step = this.#options.steps.next();
    const uploadId = first === undefined ? null : await this.#options.uploadOf(operation, first[0]);
    const call: LedgerCall = {
      ...{ step, host, operation, token, uploadId, body, debtors, what: "" },
      ...{ applied: new Map(), refused: new Set(), atMs: this.#now(), told: null },
    };
    this.ledger.calls.push(call);
    const no = this.#charge(operation, token);
    if (no !== null) {
      call.what = "refused";
      return no;
    }
    await this.#options.onLoad(call);
    const fault = this.faults.next();
    call.what = fault ?? "well";
    return fault === null ? this.#carryOut(call) : this.#fail(call, fault);
  }

  /** Writes whom it does not refuse. */
  #write(call: LedgerCall, except: ReadonlySet<string> = this.bad): void {
    for (const [identification, payload] of call.debtors)
      if (!except.has(identification)) this.ledger.write(call, identification, payload);
  }

  #carryOut(call: LedgerCall): Reply {
    const bad = call.debtors.map(([identification]) => identification).filter((one) => this.bad.has(one));
    return this.#refuse(call, bad, this.howBad);
  }

  #refuse(call: LedgerCall, bad: readonly string[], how: LedgerCrm["howBad"]): Reply {
    if (bad.length > 0 && how === "whole") {
      for (const [identification] of call.debtors) call.refused.add(identification);
      return refused(400, textOfBad);
    }
    this.#write(call, new Set(bad));
    for (const one of bad) call.refused.add(one);
    const failures = how === "named" ? bad.map((one) => ({ Identification: one, error: textOfBad })) : [];
    return json(200, summary(call.debtors.length, failures, bad.length));
  }

  #fail(call: LedgerCall, fault: LoadFault): Reply {
    const { length } = call.debtors;
    const [first] = call.debtors;
    switch (fault) {
      case "lost_before":
        return null;
      case "lost_after":
        this.#write(call);
        return null;
      case "late":
        this.#late.push({ dueMs: this.#now() + 20_000, call });
        return null;
      case "throttled":
        return this.#throttle(call, 2, "2");
      case "throttled_minute":
        return this.#throttle(call, 60, "60");
      case "throttled_date": {
        // Of the machine's clock, which is the portal's; it has whole seconds.
        const at = Math.ceil(Date.now() / 1_000) * 1_000 + 300_000;
        return this.#throttle(call, (at - Date.now()) / 1_000, new Date(at).toUTCString());
      }
      case "throttled_long":
        return this.#throttle(call, 1_000_000_000, "1000000000");
      case "error":
        return refused(500, "INTERNAL ERROR");
      case "error_after":
        this.#write(call);
        return refused(500, "INTERNAL ERROR");
      case "maintenance":
        return refused(403, "SERVICE UNDER MAINTENANCE");
      case "html":
        this.#write(call);
        return { status: 200, body: "<html><body>Gateway</body></html>", headers: { "content-type": "text/html" } };
      case "half":
        this.#write(call);
        return { status: 200, body: JSON.stringify(summary(length, [])).slice(0, 40) };
      case "no_sums":
        this.#write(call);
        return json(200, { code: "200", success: true });
      case "doubtful_sums":
        this.#write(call);
        return json(200, {
          code: "200",
          success: true,
          summary: {
            total_records_received: length,
            successful_inserts: length + 1,
            failed_count: 0,
            total_processed: length,
            failed_Sumary: [],
          },
        });
      case "first_refused":
        return this.#refuse(call, first === undefined ? [] : [first[0]], "named");
      case "first_refused_unnamed":
        return this.#refuse(call, first === undefined ? [] : [first[0]], "unnamed");
    }
  }

  #throttle(call: LedgerCall, seconds: number, retryAfter: string): Reply {
    const atMs = this.#now();
    call.told = { atMs, untilMs: atMs + seconds * 1_000 };
    return json(429, { code: "429", error: "TOO MANY REQUESTS", msg: "", data: [] }, { "retry-after": retryAfter });
  }

  #isUnanswered(): boolean {
    if (this.failingLookups === 0) return false;
    this.failingLookups--;
    return true;
  }

  /** Shows standard fields only, as the record suggests. */
  #query(host: string, token: string, { operation, module, field, value }: z.infer<typeof querySchema>): Reply {
    const no = this.#charge(operation, token);
    if (no !== null) return no;
    if (this.#isUnanswered()) return refused(500, "INTERNAL ERROR");
    if (module !== "collections" || field !== "Identification") return found([], 0);
    const records = this.ledger.has(host, operation, value);
    const shown = ["Identification", "Name", "Email", "Telephone", "Address"] as const;
    const data = records.map(({ wolkvoxId, own }) => ({
      wolkvox_id: wolkvoxId,
      ...Object.fromEntries(shown.map((key) => [key, own[key] ?? ""])),
    }));
    return found(data, data.length);
  }

  #obligation(host: string, token: string, query: z.infer<typeof obligationSchema>): Reply {
    const no = this.#charge(query.operation, token);
    if (no !== null) return no;
    if (this.#isUnanswered()) return refused(500, "INTERNAL ERROR");
    const record = this.ledger.numbered(host, query.operation, query.wolkvox_id);
    const values = record?.obligations.get(query.obligation);
    return values === undefined ? found([], 0) : found([shownObligation(values)], 1);
  }
}

const shownOfObligation = ["id", "name", "total_balance", "days_delay"] as const;

function shownObligation(values: Payload["own"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    shownOfObligation.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])),
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
