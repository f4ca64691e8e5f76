import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureCodes } from "#lib/wolkvox/failure-code.ts";
import { reasonCodes } from "#lib/wolkvox/reasons.ts";
import { judgeReply, type Verdict } from "#lib/wolkvox/verdict.ts";
import { cases } from "#tests/support/depth.ts";
import { debtors, failure, reply } from "./replies.ts";

const identifications = fc.uniqueArray(
  fc.oneof(fc.stringMatching(/^[0-9]{1,12}$/), fc.stringMatching(/^[A-Z0-9.-]{1,9}$/), fc.string({ minLength: 1 })),
  {
    minLength: 1,
    maxLength: 8,
  },
);

const status = fc.oneof(
  { weight: 3, arbitrary: fc.constant(200) },
  fc.integer({ min: -1, max: 700 }),
  fc.constantFrom(400, 401, 403, 404, 416, 417, 429, 500, 503),
);
const count = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.integer(),
  fc.string(),
  fc.constantFrom(null, undefined, "2", " 1", true),
);

/** Remarks that the CRM might make about some of these debtors, and any other value. */
function failureList(sent: readonly string[]): fc.Arbitrary<unknown> {
  const name = fc.constantFrom(...sent);
  const remark = fc.oneof(
    name,
    name.map((id) => `Record ${id} failed`),
    name.map((id) => ({ identification: id, msg: "Email" })),
    name.map((id) => ({ Error: { Client: { IDENTIFICATION: id } } })),
    fc.tuple(name, name).map(([a, b]) => `${a} repeats ${b}`),
    fc.string(),
    fc.anything(),
  );
  return fc.oneof(fc.array(remark, { maxLength: 6 }), remark);
}

const wildCases = identifications.chain((sent) =>
  fc.record({
    sent: fc.constant(sent),
    status,
    isCut: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    body: fc.oneof(
      fc.string({ unit: "binary" }),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("latin1")),
      fc.json(),
      fc.record(
        {
          code: fc.oneof(
            { weight: 5, arbitrary: fc.constantFrom("200", 200) },
            { weight: 1, arbitrary: fc.anything() },
          ),
          success: fc.oneof(fc.boolean(), fc.anything()),
          summary: fc.record(
            {
              total_records_received: count,
              successful_inserts: count,
              failed_count: count,
              total_processed: count,
              failed_Sumary: failureList(sent),
            },
            { requiredKeys: [] },
          ),
        },
        { requiredKeys: [] },
      ),
    ),
  }),
);

/** Counts that add up, with a good status, so that acceptance is reached often. */
const nearCases = identifications.chain((sent) =>
  fc.record({
    sent: fc.constant(sent),
    status: fc.constant(200),
    isCut: fc.constant(false),
    body: fc
      .tuple(
        fc.oneof(fc.constant(0), fc.integer({ min: 0, max: sent.length })),
        fc.boolean(),
        fc.oneof(fc.constant([]), failureList(sent)),
      )
      .map(([failed, success, list]) => ({
        code: "200",
        success,
        summary: {
          total_records_received: sent.length,
          successful_inserts: sent.length - failed,
          failed_count: failed,
          total_processed: sent.length,
          failed_Sumary: list,
        },
      })),
  }),
);

const answers = fc.oneof(wildCases, nearCases);

function text(body: unknown): string {
  if (typeof body === "string") return body;
  return JSON.stringify(body, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)) ?? "";
}

function count200(body: unknown, key: string): unknown {
  const summary: unknown = typeof body === "object" && body !== null && "summary" in body ? body.summary : null;
  const value: unknown = typeof summary === "object" && summary !== null ? Reflect.get(summary, key) : undefined;
  return typeof value === "string" ? Number(value.trim()) : value;
}

function checkShape(verdict: Verdict, sent: readonly string[]): void {
  expect(verdict.perDebtor.map(({ identification }) => identification)).toEqual(sent);
  for (const { outcome, evidence, reason } of verdict.perDebtor) {
    if (reason !== null) expect(reasonCodes).toContain(reason);
    expect(reason === null).toBe(outcome === "accepted");
    expect(evidence === null).toBe(outcome === "unconfirmed" || outcome === "not_sent");
  }
}

describe("any answer", () => {
  it("gives each debtor one outcome, accepting none without proof", () => {
    const seen = new Map<Verdict["kind"], number>();
    fc.assert(
      fc.property(answers, ({ sent, status, isCut, body }) => {
        const exchange = reply(text(body), { status, isCut });
        const verdict = judgeReply(debtors(...sent), exchange);
        checkShape(verdict, sent);
        seen.set(verdict.kind, (seen.get(verdict.kind) ?? 0) + 1);
        const accepted = verdict.perDebtor.filter(({ outcome }) => outcome === "accepted");
        if (accepted.length === 0) return;
        // The conditions of a proof, restated independently of the code.
        const rejected = verdict.perDebtor.filter(
          ({ evidence, outcome }) => outcome === "rejected" && evidence === "named_in_reply",
        );
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(300);
        expect(isCut).toBe(false);
        expect(accepted.length + rejected.length).toBe(sent.length);
        expect(count200(body, "successful_inserts")).toBe(accepted.length);
        expect(count200(body, "failed_count")).toBe(rejected.length);
      }),
      { numRuns: cases(2000) },
    );
    // The cases reach every kind of verdict; otherwise the property would prove little.
    expect([...seen.keys()].sort()).toEqual([
      "accepted",
      "partly",
      "refused_whole",
      "stop",
      "throttled",
      "unconfirmed",
    ]);
  });

  it("is judged the same every time", () => {
    fc.assert(
      fc.property(answers, ({ sent, status, isCut, body }) => {
        const exchange = reply(text(body), { status, isCut });
        expect(judgeReply(debtors(...sent), exchange)).toEqual(judgeReply(debtors(...sent), exchange));
      }),
    );
  });
});

describe("no answer", () => {
  it("settles nobody, resending only what never left", () => {
    fc.assert(
      fc.property(
        identifications,
        fc.constantFrom(...failureCodes),
        fc.constantFrom("before_sent", "maybe_arrived"),
        (sent, code, phase) => {
          const verdict = judgeReply(debtors(...sent), failure(code, phase));
          checkShape(verdict, sent);
          const expected = phase === "before_sent" ? "not_sent" : "unconfirmed";
          expect(verdict.perDebtor.every(({ outcome }) => outcome === expected)).toBe(true);
        },
      ),
    );
  });
});
