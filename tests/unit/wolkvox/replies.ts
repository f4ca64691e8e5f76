import type { Failure, Reply } from "#lib/wolkvox/exchange.ts";
import type { SentDebtor, Verdict } from "#lib/wolkvox/verdict.ts";

/** An answer as it comes off the wire. A string is its text; anything else is written as JSON. */
export function reply(
  body: unknown,
  overrides: Partial<Omit<Reply, "headers">> & { headers?: Partial<Reply["headers"]> } = {},
): Reply {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const { headers, ...rest } = overrides;
  return {
    kind: "reply",
    status: 200,
    headers: { contentType: "application/json", retryAfter: null, date: null, ...headers },
    text,
    isCut: false,
    excerpt: text,
    durationMs: 1,
    ...rest,
  };
}

export function failure(code: Failure["code"], phase: Failure["phase"]): Failure {
  return { kind: "failure", code, phase, excerpt: "", durationMs: 1 };
}

/** The documented reply with other counts or lists. */
export function loadReply(counts: {
  received?: unknown;
  inserts?: unknown;
  failed?: unknown;
  processed?: unknown;
  list?: unknown;
  success?: unknown;
  code?: unknown;
}): Reply {
  return reply({
    code: "code" in counts ? counts.code : "200",
    success: "success" in counts ? counts.success : Number(counts.failed) === 0,
    summary: {
      total_records_received: counts.received,
      successful_inserts: counts.inserts,
      failed_count: counts.failed,
      total_processed: counts.processed ?? counts.received,
      failed_Sumary: counts.list ?? [],
    },
  });
}

export function debtors(...identifications: string[]): SentDebtor[] {
  return identifications.map((identification) => ({ identification }));
}

/** The outcomes in the order sent, such as "accepted accepted rejected". */
export function outcomesOf(verdict: Verdict): string {
  return verdict.perDebtor.map(({ outcome }) => outcome).join(" ");
}
