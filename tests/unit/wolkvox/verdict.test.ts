import { describe, expect, it } from "vitest";
import { textPatterns } from "#lib/wolkvox/patterns.ts";
import { reasonCodes } from "#lib/wolkvox/reasons.ts";
import { judgeReply } from "#lib/wolkvox/verdict.ts";
import { debtors, failure, loadReply, outcomesOf, reply } from "./replies.ts";

const two = debtors("12345", "67890");
const three = debtors("12345", "67890", "24680");

describe("accepted", () => {
  it.each([
    ["the documented reply", loadReply({ received: 2, inserts: 2, failed: 0 })],
    ["numbers as text", loadReply({ received: "2", inserts: " 2 ", failed: "0" })],
    ["a code that is a number", loadReply({ received: 2, inserts: 2, failed: 0, code: 200 })],
    ["no success", loadReply({ received: 2, inserts: 2, failed: 0, success: undefined })],
    ["a byte-order mark", reply(`\uFEFF${loadReply({ received: 2, inserts: 2, failed: 0 }).text}`)],
    [
      "a PHP notice before",
      reply(`<br /><b>Notice</b>: x<br />${loadReply({ received: 2, inserts: 2, failed: 0 }).text}`),
    ],
  ])("is %s", (_, exchange) => {
    const verdict = judgeReply(two, exchange);
    expect(verdict.kind).toBe("accepted");
    expect(verdict.perDebtor.map(({ evidence }) => evidence)).toEqual(["whole_batch", "whole_batch"]);
  });

  it.each([
    ["another code", loadReply({ received: 2, inserts: 2, failed: 0, code: "201" }), "code_unexpected"],
    ["no code", loadReply({ received: 2, inserts: 2, failed: 0, code: undefined }), "code_unexpected"],
    ["success false", loadReply({ received: 2, inserts: 2, failed: 0, success: false }), "counts_inconsistent"],
    [
      "success as the word false",
      loadReply({ received: 2, inserts: 2, failed: 0, success: "FALSE" }),
      "counts_inconsistent",
    ],
    [
      "a name in the list",
      loadReply({ received: 2, inserts: 2, failed: 0, list: ["Record 12345"], success: true }),
      "counts_inconsistent",
    ],
    [
      "a remark without a name",
      loadReply({ received: 2, inserts: 2, failed: 0, list: ["oops"], success: true }),
      "counts_inconsistent",
    ],
    ["too few received", loadReply({ received: 1, inserts: 2, failed: 0 }), "counts_inconsistent"],
    ["too few processed", loadReply({ received: 2, inserts: 2, failed: 0, processed: 1 }), "counts_inconsistent"],
    ["more inserts than sent", loadReply({ received: 2, inserts: 3, failed: 0 }), "counts_inconsistent"],
    ["fewer inserts than sent", loadReply({ received: 2, inserts: 1, failed: 0 }), "counts_inconsistent"],
    ["no count of failures", loadReply({ received: 2, inserts: 2, success: true }), "counts_missing"],
    ["no count of inserts", loadReply({ received: 2, failed: 0 }), "counts_missing"],
    ["a count that is no number", loadReply({ received: 2, inserts: "two", failed: 0 }), "counts_missing"],
    ["a negative count", loadReply({ received: 2, inserts: 2, failed: -1, success: true }), "counts_missing"],
    ["no summary", reply({ code: "200", success: true }), "counts_missing"],
    ["half a JSON", reply(loadReply({ received: 2, inserts: 2, failed: 0 }).text.slice(0, 90)), "reply_not_json"],
    ["HTML", reply("<html>OK</html>"), "reply_not_json"],
    ["nothing", reply(""), "reply_not_json"],
    [
      "more than was read",
      reply(loadReply({ received: 2, inserts: 2, failed: 0 }).text, { isCut: true }),
      "reply_too_long",
    ],
    ["a redirect", reply("", { status: 302 }), "redirected"],
    [
      "status 500 around a good reply",
      { ...loadReply({ received: 2, inserts: 2, failed: 0 }), status: 500 },
      "server_error",
    ],
    [
      "status 400 around a good reply",
      { ...loadReply({ received: 2, inserts: 2, failed: 0 }), status: 400 },
      "counts_inconsistent",
    ],
    [
      "status 503 with Retry-After",
      reply("maintenance", { status: 503, headers: { retryAfter: "5" } }),
      "server_error",
    ],
    ["code 500 within", reply({ code: "500", success: false, msg: "x" }), "server_error"],
    ["status 0", reply("", { status: 0 }), "status_unexpected"],
    ["status 408", reply("", { status: 408 }), "timeout"],
  ] as const)("is not %s", (_, exchange, reason) => {
    const verdict = judgeReply(two, exchange);
    expect(verdict).toMatchObject({ kind: "unconfirmed", reason });
    expect(outcomesOf(verdict)).toBe("unconfirmed unconfirmed");
  });
});

describe("partly accepted", () => {
  const failed = { received: 3, inserts: 2, failed: 1 };

  it.each([
    ["a text", "Identification 67890: Email"],
    ["texts", ["Record 67890 failed"]],
    ["objects", [{ identification: "67890", msg: "Email" }]],
    ["objects in capitals", [{ IDENTIFICATION: "67890", MSG: "Email" }]],
    ["objects that nest", [{ record: { Debtor: { Identification: "67890" } }, Error: { Message: "Email" } }]],
    ["a map", { 67890: "Email" }],
  ])("rejects debtors named in %s, accepts those the counts prove", (_, list) => {
    const verdict = judgeReply(three, loadReply({ ...failed, list }));
    expect(verdict.kind).toBe("partly");
    expect(outcomesOf(verdict)).toBe("accepted rejected accepted");
    expect(verdict.perDebtor[1]).toMatchObject({
      evidence: "named_in_reply",
      reason: "named_failure",
      remoteText: expect.stringMatching(/Email|failed/),
    });
  });

  it.each([
    ["tags alone", [{ identification: "67890", msg: "<b></b>" }], "<b></b>"],
    ["a number", [{ identification: "67890", error: 42 }], "42"],
    ["blank words beside others", [{ identification: "67890", msg: " ", error: "<i>Email</i>" }], "Email"],
    ["blank words beside a text", [{ identification: "67890", msg: " ", campo: "Email" }], "67890; Email"],
    ["a number for a name, and no word", [{ identification: 67890 }], '"failed_Sumary":[{"identification":67890}]'],
  ])("shows the CRM's words about a rejected one in %s", (_, list, shown) => {
    const verdict = judgeReply(three, loadReply({ ...failed, list }));
    expect(outcomesOf(verdict)).toBe("accepted rejected accepted");
    expect(verdict.perDebtor[1]?.remoteText).toContain(shown);
  });

  it.each(["failed_Sumary", "failed_Summary", "failed_summary", "failedSummary"])(
    "finds the list under %s, in the summary or on top",
    (key) => {
      const counts = { total_records_received: 3, successful_inserts: 2, failed_count: 1, total_processed: 3 };
      const list = [{ identification: "67890", msg: "Email" }];
      for (const body of [
        { code: "200", success: false, summary: { ...counts, [key]: list } },
        { code: "200", success: true, summary: counts, [key]: list },
      ]) {
        expect(outcomesOf(judgeReply(three, reply(body)))).toBe("accepted rejected accepted");
      }
    },
  );

  it.each([
    ["nobody is named", { ...failed, list: [] }, "unconfirmed", "unconfirmed unconfirmed unconfirmed"],
    [
      "a remark names nobody",
      { ...failed, list: ["Email is not valid"] },
      "unconfirmed",
      "unconfirmed unconfirmed unconfirmed",
    ],
    [
      "fewer are named than failed",
      { ...failed, inserts: 1, failed: 2, list: ["Record 67890"] },
      "partly",
      "unconfirmed rejected unconfirmed",
    ],
    [
      "a further remark names nobody",
      { ...failed, list: ["Record 67890", "other"] },
      "partly",
      "unconfirmed rejected unconfirmed",
    ],
    [
      "more are named than failed",
      { ...failed, list: ["Record 67890", "Record 12345"] },
      "unconfirmed",
      "unconfirmed unconfirmed unconfirmed",
    ],
    [
      "one remark names two and one failed",
      { ...failed, list: ["12345 repeats 67890"] },
      "unconfirmed",
      "unconfirmed unconfirmed unconfirmed",
    ],
    [
      "the counts are missing",
      { list: ["Record 67890"], success: false },
      "partly",
      "unconfirmed rejected unconfirmed",
    ],
    [
      "the counts do not add up",
      { ...failed, inserts: 1, list: ["Record 67890"] },
      "unconfirmed",
      "unconfirmed unconfirmed unconfirmed",
    ],
  ])("does not accept the unnamed when %s", (_, counts, kind, outcomes) => {
    const verdict = judgeReply(three, loadReply(counts));
    expect(verdict.kind).toBe(kind);
    expect(outcomesOf(verdict)).toBe(outcomes);
  });

  it("rejects all in one remark if exactly so many failed", () => {
    const verdict = judgeReply(three, loadReply({ received: 3, inserts: 1, failed: 2, list: "failed: 12345, 67890" }));
    expect(outcomesOf(verdict)).toBe("rejected rejected accepted");
  });

  it("rejects everybody if all are named and none inserted", () => {
    const list = three.map(({ identification }) => ({ identification, msg: "Email" }));
    const verdict = judgeReply(three, loadReply({ received: 3, inserts: 0, failed: 3, list }));
    expect(verdict.kind).toBe("partly");
    expect(outcomesOf(verdict)).toBe("rejected rejected rejected");
  });
});

describe("refused as a whole", () => {
  it.each([
    ["400 with a text", reply("INVALID DATA IN COLLECTIONS", { status: 400 }), "refused_whole"],
    ["413", reply("", { status: 413 }), "refused_whole"],
    ["422 with JSON", reply({ code: "422", success: false, msg: "bad" }, { status: 422 }), "refused_whole"],
    ["416 without known words", reply("x", { status: 416 }), "refused_whole"],
    ["code 400 within 200", reply({ code: "400", success: false, msg: "INVALID" }), "refused_whole"],
    ["zero inserted", loadReply({ received: 2, inserts: 0, failed: 2, success: false }), "none_inserted"],
    [
      "zero inserted and success true",
      loadReply({ received: 2, inserts: 0, failed: 2, success: true }),
      "none_inserted",
    ],
    [
      "zero of everything and success false",
      loadReply({ received: 0, inserts: 0, failed: 0, processed: 0, success: false }),
      "none_inserted",
    ],
    [
      "a field called as a limit",
      reply("El campo cuota diaria o mantenimiento no es válido", { status: 400 }),
      "refused_whole",
    ],
  ] as const)("is %s", (_, exchange, reason) => {
    expect(judgeReply(two, exchange)).toMatchObject({ kind: "refused_whole", reason, canHalve: true });
  });

  it("isolates a debtor that was sent alone", () => {
    const verdict = judgeReply(debtors("12345"), reply("INVALID", { status: 400 }));
    expect(verdict).toMatchObject({ kind: "refused_whole", canHalve: false });
    expect(verdict.perDebtor).toEqual([
      {
        identification: "12345",
        outcome: "rejected",
        evidence: "isolated",
        reason: "refused_whole",
        remoteText: "INVALID",
      },
    ]);
  });

  it("is not a reply that counts nothing as success", () => {
    expect(judgeReply(two, loadReply({ received: 2, inserts: 0, failed: 0, success: true })).kind).toBe("unconfirmed");
  });
});

describe("wait", () => {
  it.each([
    [403, "TOKEN LIMIT EXCEEDED", "quota_spent"],
    [403, "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)", "simultaneous_limit"],
    [417, "EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (2)", "simultaneous_limit"],
    [403, "Service under maintenance", "maintenance"],
    [403, "<html><h1>Sitio en mantenimiento</h1></html>", "maintenance"],
    [416, "Too many requests", "rate_limited"],
    [429, "", "rate_limited"],
    [429, "TOKEN LIMIT EXCEEDED", "quota_spent"],
  ])("is what %i %j asks for", (status, text, reason) => {
    const verdict = judgeReply(two, reply(text, { status }));
    expect(verdict).toMatchObject({ kind: "throttled", reason, retryAfterMs: null });
    expect(outcomesOf(verdict)).toBe("not_sent not_sent");
  });

  it("is also read from the code within status 200", () => {
    expect(judgeReply(two, reply({ code: "403", error: "TOKEN LIMIT EXCEEDED", msg: "null" }))).toMatchObject({
      kind: "throttled",
    });
  });

  it.each([
    ["7", null, 7000],
    ["0", null, 0],
    ["901", null, 900_000],
    ["99999999999999999999", null, 900_000],
    ["Sun, 24 Nov 2098 10:00:00 GMT", "Tue, 24 Nov 2026 10:00:00 GMT", 900_000],
    ["Tue, 24 Nov 2026 10:00:30 GMT", "Tue, 24 Nov 2026 10:00:00 GMT", 30_000],
    ["Tue, 24 Nov 2026 09:00:00 GMT", "Tue, 24 Nov 2026 10:00:00 GMT", 0],
    ["Tue, 24 Nov 2026 10:00:30 GMT", null, null],
    ["soon", "Tue, 24 Nov 2026 10:00:00 GMT", null],
    ["-5", null, null],
  ])("lasts as Retry-After %j says", (retryAfter, date, retryAfterMs) => {
    expect(judgeReply(two, reply("", { status: 429, headers: { retryAfter, date } }))).toMatchObject({ retryAfterMs });
  });
});

describe("stop", () => {
  it.each([
    [401, "PLEASE ENTER THE WOLKVOX-TOKEN", "token_refused"],
    [403, "PLEASE VALIDATE TOKEN", "token_refused"],
    [401, "", "token_refused"],
    [400, "OPERATION NOT FOUND", "operation_refused"],
    [403, "La operación no existe", "operation_refused"],
    [404, "", "endpoint_not_found"],
    [405, "", "endpoint_not_found"],
    [403, "Forbidden", "forbidden"],
  ])("is what %i %j asks for", (status, text, reason) => {
    const verdict = judgeReply(two, reply(text, { status }));
    expect(verdict).toMatchObject({ kind: "stop", reason });
    expect(outcomesOf(verdict)).toBe("not_sent not_sent");
  });

  it.each(["server_refused", "private_address"] as const)("is what %s asks for", (code) => {
    expect(judgeReply(two, failure(code, "before_sent"))).toMatchObject({ kind: "stop", reason: code });
  });
});

describe("no answer", () => {
  it.each([
    ["dns_failed", "dns_failed"],
    ["connection_refused", "connection_refused"],
    ["unreachable", "unreachable"],
    ["tls_failed", "tls_failed"],
    ["connection_lost", "connect_failed"],
    ["timeout", "connect_timeout"],
    ["aborted", "aborted_before_sent"],
  ] as const)("before anything was sent (%s) is no arrival", (code, reason) => {
    const verdict = judgeReply(two, failure(code, "before_sent"));
    expect(verdict).toMatchObject({ kind: "not_arrived", reason });
    expect(outcomesOf(verdict)).toBe("not_sent not_sent");
  });

  it.each(["connection_lost", "timeout", "aborted", "reply_cut", "reply_malformed"] as const)(
    "after something was sent (%s) is unconfirmed",
    (code) => {
      const verdict = judgeReply(two, failure(code, "maybe_arrived"));
      expect(verdict).toMatchObject({ kind: "unconfirmed", reason: code });
      expect(outcomesOf(verdict)).toBe("unconfirmed unconfirmed");
    },
  );
});

describe("the words", () => {
  it("of the CRM are kept with the verdict", () => {
    expect(judgeReply(two, reply({ code: "400", msg: "Falta el correo" }, { status: 400 })).remoteText).toBe(
      "Falta el correo",
    );
    expect(judgeReply(two, reply("<h1>Oops</h1>", { status: 500 })).remoteText).toBe("Oops");
  });

  it("for reasons have no duplicates", () => {
    expect(reasonCodes.filter((code, index) => reasonCodes.indexOf(code) !== index)).toEqual([]);
  });

  it("only guessed never turn a 400 into waiting", () => {
    const guessed = textPatterns.filter(({ origin, meaning }) => origin === "guess" && meaning.act === "wait");
    expect(guessed.length).toBeGreaterThan(0);
    expect(guessed.filter(({ statuses }) => statuses === null || statuses.includes(400))).toEqual([]);
  });
});
