import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { limitMs } from "#tests/support/limit.ts";
import { type SandboxControl, sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import type { FaultInput } from "#tests/support/wolkvox-sandbox/faults.ts";
import { type Sandbox, startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";
import { failureKeys, failureShapes } from "#tests/support/wolkvox-sandbox/settings.ts";
import { clientOf, inWords, send } from "./sent-debtors.ts";

let sandbox: Sandbox;
let control: SandboxControl;
const ids = ["12345", "51234", "67890"];

beforeAll(async () => {
  sandbox = await startSandbox();
  control = sandboxControl(sandbox.url);
});
afterAll(() => sandbox.close());
beforeEach(() => control.reset());

async function applied(): Promise<string[]> {
  return (await control.ledger()).map(({ identification }) => identification);
}

describe("a batch over HTTP", () => {
  it("is accepted and recorded byte for byte", async () => {
    const verdict = await send(clientOf(sandbox.host), ids);
    expect(verdict.kind).toBe("accepted");
    const ledger = await control.ledger();
    expect(ledger.map(({ identification }) => identification)).toEqual(ids);
    expect(ledger[0]).toMatchObject({
      token: "token-1",
      operation: "cobranzas_prueba",
      obligationIds: ["12345-1", "12345-2"],
    });
    expect(JSON.parse(ledger[0]?.payload ?? "")).toMatchObject({ Name: "Cliente Ñáñez 12345" });
    expect(await control.summary()).toMatchObject({
      requests: 1,
      debtorsApplied: 3,
      writtenAgain: 0,
      maxInFlightOfServer: 1,
    });
  });

  const shapesThatName = failureShapes.filter((shape) => shape !== "nameless" && shape !== "counts_only");
  it.each(shapesThatName.flatMap((shape) => failureKeys.map((key) => [shape, key] as const)))(
    "separates one failed debtor named as %s under %s",
    async (shape, key) => {
      for (const place of ["summary", "top"] as const) {
        await control.reset();
        await control.setFaults([
          { match: { identifications: ["12345"] }, action: { do: "refuse_debtors", shape, key, place } },
        ]);
        const verdict = await send(clientOf(sandbox.host), ids);
        expect(verdict.kind).toBe("partly");
        expect(verdict.perDebtor.map(({ outcome }) => outcome)).toEqual(["rejected", "accepted", "accepted"]);
        expect(verdict.perDebtor[0]?.remoteText).toContain("Email is not valid");
        expect(await applied()).toEqual(["51234", "67890"]);
      }
    },
  );

  it.each(["nameless", "counts_only"] as const)("accepts nobody if one unnamed debtor fails (%s)", async (shape) => {
    await control.setFaults([{ match: { identifications: ["12345"] }, action: { do: "refuse_debtors", shape } }]);
    const verdict = await send(clientOf(sandbox.host), ids);
    expect(inWords(verdict)).toBe("unconfirmed:not_named");
    expect(new Set(verdict.perDebtor.map(({ outcome }) => outcome))).toEqual(new Set(["unconfirmed"]));
  });

  it("separates failures despite a reported success", async () => {
    await control.setFaults([
      { match: { identifications: ["67890"] }, action: { do: "refuse_debtors", shape: "objects", success: true } },
    ]);
    expect((await send(clientOf(sandbox.host), ids)).perDebtor.map(({ outcome }) => outcome)).toEqual([
      "accepted",
      "accepted",
      "rejected",
    ]);
  });

  it("separates a debtor that fails the service's validation", async () => {
    const body = JSON.stringify({
      operation: "o",
      collections: [{ Identification: "12345", Name: "A", Telephone: "3", Obligations: [] }],
    });
    const exchange = await clientOf(sandbox.host).sendCollections(body);
    expect(exchange).toMatchObject({ kind: "reply", text: expect.stringContaining("Email is required") });
    expect(await applied()).toEqual([]);
  });

  /** Sends them and lets the call's time pass once the CRM has done with it what it will. */
  async function sendInVain(isApplied: boolean) {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const verdict = send(clientOf(sandbox.host), ids);
      await expect
        .poll(async () => (await control.requests()).map(({ fault, isApplied: is }) => [fault !== null, is]))
        .toEqual([[true, isApplied]]);
      vi.advanceTimersByTime(limitMs);
      return await verdict;
    } finally {
      vi.useRealTimers();
    }
  }

  const nothingWritten: [FaultInput["action"], string][] = [
    [{ do: "refuse_batch" }, "refused_whole:refused_whole"],
    [{ do: "refuse_batch", status: 422, text: "{}" }, "refused_whole:refused_whole"],
    [{ do: "refuse_batch", as: "zero_inserted" }, "refused_whole:none_inserted"],
    [{ do: "refuse_known", refusal: "token_missing" }, "stop:token_refused"],
    [{ do: "refuse_known", refusal: "bad_token" }, "stop:token_refused"],
    [{ do: "refuse_known", refusal: "operation" }, "stop:operation_refused"],
    [{ do: "refuse_known", refusal: "not_found" }, "stop:endpoint_not_found"],
    [{ do: "refuse_known", refusal: "quota" }, "throttled:quota_spent"],
    [{ do: "refuse_known", refusal: "simultaneous" }, "throttled:simultaneous_limit"],
    [{ do: "refuse_known", refusal: "maintenance" }, "throttled:maintenance"],
    [{ do: "status", status: 429 }, "throttled:rate_limited"],
    [{ do: "status", status: 403, text: "Forbidden" }, "stop:forbidden"],
    [{ do: "status", status: 500, text: "Internal error" }, "unconfirmed:server_error"],
    [{ do: "status", status: 503, text: "Service Unavailable", retryAfter: "5" }, "unconfirmed:server_error"],
    [{ do: "status", status: 204 }, "unconfirmed:reply_not_json"],
    [{ do: "hang" }, "unconfirmed:timeout"],
    [{ do: "reset", when: "before_applying" }, "unconfirmed:connection_lost"],
    [{ do: "html" }, "unconfirmed:reply_not_json"],
  ];
  it.each(nothingWritten)("met by %j is %s, and was not written", async (action, expected) => {
    await control.setFaults([{ action }]);
    const isInVain = expected === "unconfirmed:timeout";
    expect(inWords(await (isInVain ? sendInVain(false) : send(clientOf(sandbox.host), ids)))).toBe(expected);
    expect(await applied()).toEqual([]);
  });

  const written: [FaultInput["action"], string][] = [
    [{ do: "php_notice" }, "accepted"],
    [{ do: "bom" }, "accepted"],
    [{ do: "delay", ms: 30 }, "accepted"],
    [{ do: "wrong_sums", inserts: "3", failed: "0" }, "accepted"],
    [{ do: "wrong_sums", inserts: 2 }, "unconfirmed:counts_inconsistent"],
    [{ do: "wrong_sums", received: 4 }, "unconfirmed:counts_inconsistent"],
    [{ do: "wrong_sums", failed: "none" }, "unconfirmed:counts_missing"],
    [{ do: "wrong_sums", isSummaryMissing: true }, "unconfirmed:counts_missing"],
    [{ do: "half_json" }, "unconfirmed:reply_not_json"],
    [{ do: "drip", everyMs: 50 }, "unconfirmed:timeout"],
    [{ do: "drip", everyMs: 1 }, "accepted"],
    [{ do: "reset", when: "after_applying" }, "unconfirmed:connection_lost"],
    [{ do: "reset", when: "mid_reply" }, "unconfirmed:reply_cut"],
    [{ do: "status", status: 500, isApplied: true }, "unconfirmed:server_error"],
    [{ do: "html", isApplied: true }, "unconfirmed:reply_not_json"],
    [{ do: "hang", isApplied: true }, "unconfirmed:timeout"],
    [{ do: "huge", megabytes: 10 }, "unconfirmed:reply_too_long"],
  ];
  it.each(written)("met by %j is %s, and was written", async (action, expected) => {
    await control.setFaults([{ action }]);
    const isInVain = expected === "unconfirmed:timeout";
    expect(inWords(await (isInVain ? sendInVain(true) : send(clientOf(sandbox.host), ids)))).toBe(expected);
    expect(await applied()).toEqual(ids);
  });

  it("waits as long as Retry-After says", async () => {
    await control.setFaults([{ action: { do: "status", status: 429, retryAfter: "7" } }]);
    expect(await send(clientOf(sandbox.host), ids)).toMatchObject({ kind: "throttled", retryAfterMs: 7000 });
  });

  it("is refused whole with a bad debtor, accepted without", async () => {
    await control.setFaults([{ match: { identifications: ["51234"] }, action: { do: "refuse_batch" } }]);
    const client = clientOf(sandbox.host);
    expect(await send(client, ids)).toMatchObject({ kind: "refused_whole", canHalve: true });
    expect(await send(client, ["12345", "67890"])).toMatchObject({ kind: "accepted" });
    const alone = await send(client, ["51234"]);
    expect(alone).toMatchObject({ kind: "refused_whole", canHalve: false });
    expect(alone.perDebtor).toMatchObject([{ outcome: "rejected", evidence: "isolated" }]);
    expect(await applied()).toEqual(["12345", "67890"]);
  });

  it("can be hit at its n-th call, several times", async () => {
    await control.setFaults([
      { match: { nthRequest: 2 }, action: { do: "status", status: 500 } },
      { match: { times: 1, operation: "another" }, action: { do: "status", status: 500 } },
    ]);
    const client = clientOf(sandbox.host);
    const kinds = [];
    for (const id of ids) kinds.push((await send(client, [id])).kind);
    expect(kinds).toEqual(["accepted", "unconfirmed", "accepted"]);
  });
});
