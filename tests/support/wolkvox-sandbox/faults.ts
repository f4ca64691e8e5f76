import { z } from "zod";
import { failureKeys, failureShapes } from "./settings.ts";

export const endpoints = ["massive_collections", "token_information", "custom_query", "query_obligation"] as const;
export type Endpoint = (typeof endpoints)[number];

/**
 * Refusals in the sibling API's own words; `operation` and `maintenance` are invented, as no text of them is
 * public.
 */
export const knownRefusals = {
  token_missing: { status: 401, text: "PLEASE ENTER THE WOLKVOX-TOKEN" },
  bad_token: { status: 403, text: "PLEASE VALIDATE TOKEN" },
  quota: { status: 403, text: "TOKEN LIMIT EXCEEDED" },
  simultaneous: { status: 403, text: "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)" },
  maintenance: { status: 403, text: "SERVICE UNDER MAINTENANCE, PLEASE TRY AGAIN LATER" },
  operation: { status: 400, text: "OPERATION NOT FOUND" },
  not_found: { status: 404, text: "NOT FOUND" },
} as const;
export type KnownRefusal = keyof typeof knownRefusals;

const matchSchema = z.strictObject({
  endpoint: z.enum(endpoints).optional(),
  operation: z.string().optional(),
  /** Requests that carry at least one of these debtors. */
  identifications: z.array(z.string()).min(1).optional(),
  /** Only the n-th request (from 1) that fits the rest of the match. */
  nthRequest: z.int().positive().optional(),
  /** At most so many times; absent: always. */
  times: z.int().positive().optional(),
});

const isApplied = z.boolean().default(false);

const actionSchema = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("refuse_debtors"),
    shape: z.enum(failureShapes),
    key: z.enum(failureKeys).default("failed_Sumary"),
    place: z.enum(["summary", "top"]).default("summary"),
    message: z.string().default("Email is not valid"),
    /** Overrides `success`, which is false if any debtor failed. */
    success: z.boolean().optional(),
  }),
  z.strictObject({
    do: z.literal("refuse_batch"),
    as: z.enum(["status", "zero_inserted"]).default("status"),
    status: z.int().min(400).max(499).default(400),
    text: z.string().default("INVALID DATA IN COLLECTIONS"),
  }),
  z.strictObject({ do: z.literal("refuse_known"), refusal: z.enum(Object.keys(knownRefusals) as KnownRefusal[]) }),
  z.strictObject({
    do: z.literal("status"),
    status: z.int().min(200).max(599),
    text: z.string().default(""),
    retryAfter: z.string().optional(),
    isApplied,
  }),
  z.strictObject({ do: z.literal("delay"), ms: z.number().nonnegative() }),
  /** Carried out and answered once the faults are set anew. */
  z.strictObject({ do: z.literal("hold") }),
  z.strictObject({ do: z.literal("hang"), isApplied }),
  z.strictObject({ do: z.literal("drip"), everyMs: z.number().positive().default(100) }),
  z.strictObject({ do: z.literal("reset"), when: z.enum(["before_applying", "after_applying", "mid_reply"]) }),
  z.strictObject({
    do: z.literal("html"),
    isApplied,
    text: z.string().default("<html><body><h1>wolkvox</h1></body></html>"),
  }),
  z.strictObject({ do: z.literal("half_json") }),
  z.strictObject({ do: z.literal("php_notice") }),
  z.strictObject({ do: z.literal("bom") }),
  z.strictObject({
    do: z.literal("wrong_sums"),
    received: z.unknown().optional(),
    inserts: z.unknown().optional(),
    failed: z.unknown().optional(),
    processed: z.unknown().optional(),
    isSummaryMissing: z.boolean().default(false),
  }),
  z.strictObject({ do: z.literal("redirect"), status: z.int().min(300).max(399).default(302), location: z.string() }),
  z.strictObject({ do: z.literal("huge"), megabytes: z.number().positive().default(10) }),
]);

/** One fault: which requests it hits and what happens to them. */
export const faultSchema = z.strictObject({ match: matchSchema.default({}), action: actionSchema });
export type Fault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
export type FaultAction = Fault["action"];

export interface RequestFacts {
  readonly endpoint: Endpoint;
  readonly operation: string | null;
  readonly identifications: readonly string[];
}

/**
 * The faults in force, and how often each has fitted and fired. Delays add up, and a held request waits beside
 * them; of the others the first that fits acts.
 */
export class FaultList {
  #faults: { fault: Fault; fitted: number; fired: number }[] = [];
  #replaced = Promise.withResolvers<void>();

  set(faults: readonly Fault[]): void {
    this.#replaced.resolve();
    this.#replaced = Promise.withResolvers();
    this.#faults = faults.map((fault) => ({ fault, fitted: 0, fired: 0 }));
  }

  /** `released`: when a held request may go on; null if it is not held. */
  take(request: RequestFacts): { delayMs: number; fault: Fault | null; released: Promise<void> | null } {
    let delayMs = 0;
    let released: Promise<void> | null = null;
    let chosen: Fault | null = null;
    for (const entry of this.#faults) {
      const { match, action } = entry.fault;
      if (!fits(match, request)) continue;
      if (action.do !== "delay" && action.do !== "hold" && chosen !== null) continue;
      entry.fitted += 1;
      if (match.nthRequest !== undefined && entry.fitted !== match.nthRequest) continue;
      if (match.times !== undefined && entry.fired >= match.times) continue;
      entry.fired += 1;
      if (action.do === "delay") delayMs += action.ms;
      else if (action.do === "hold") released = this.#replaced.promise;
      else chosen = entry.fault;
    }
    return { delayMs, fault: chosen, released };
  }
}

function fits(match: Fault["match"], request: RequestFacts): boolean {
  if (match.endpoint !== undefined && match.endpoint !== request.endpoint) return false;
  if (match.operation !== undefined && match.operation !== request.operation) return false;
  if (match.identifications === undefined) return true;
  const wanted = new Set(match.identifications);
  return request.identifications.some((identification) => wanted.has(identification));
}
