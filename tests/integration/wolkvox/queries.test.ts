import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type SandboxControl, sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import type { FaultInput } from "#tests/support/wolkvox-sandbox/faults.ts";
import { type Sandbox, startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";
import { settingsSchema } from "#tests/support/wolkvox-sandbox/settings.ts";
import { bodyOf, clientOf, inWords, operation, send } from "./sent-debtors.ts";

let sandbox: Sandbox;
let control: SandboxControl;

beforeAll(async () => {
  sandbox = await startSandbox();
  control = sandboxControl(sandbox.url);
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await control.reset();
  await control.setSettings(settingsSchema.parse({}));
});

describe("token information", () => {
  it("reports the day's budget and costs one call", async () => {
    const client = clientOf(sandbox.host);
    await control.setSettings({ dailyLimit: 10 });
    await client.sendCollections(bodyOf(["12345"]));
    const answer = await client.tokenInformation();
    expect(answer).toMatchObject({ kind: "answered", data: { limit: 10, usedToday: 2, available: 8 } });
    expect((await control.requests()).map(({ endpoint, operation: named }) => [endpoint, named])).toEqual([
      ["massive_collections", operation],
      ["token_information", operation],
    ]);
  });

  it.each<FaultInput["action"]>([
    { do: "refuse_known", refusal: "bad_token" },
    { do: "status", status: 200, text: '{"code":"403","error":"PLEASE VALIDATE TOKEN","msg":"null","data":[]}' },
    { do: "status", status: 200, text: '{"code":"200","error":"null","data":{"token_limit":"many"}}' },
    { do: "html" },
    { do: "reset", when: "before_applying" },
  ])("is unanswered if the answer is %j", async (action) => {
    await control.setFaults([{ action }]);
    const answer = await clientOf(sandbox.host).tokenInformation();
    expect(answer.kind).toBe("unanswered");
  });
});

describe("reading back", () => {
  it("finds a debtor and its obligations, or none", async () => {
    const client = clientOf(sandbox.host);
    await send(client, ["12345"]);
    const found = await client.queryDebtor("12345");
    expect(found).toMatchObject({ kind: "answered", data: [{ Identification: "12345", Name: "Cliente Ñáñez 12345" }] });
    const wolkvoxId = found.kind === "answered" ? (found.data[0]?.wolkvox_id ?? "") : "";
    expect(await client.queryObligation("12345-1", wolkvoxId)).toMatchObject({
      kind: "answered",
      data: { total_balance: "1234567.80" },
    });
    expect(await client.queryObligation("12345-9", wolkvoxId)).toMatchObject({ kind: "answered", data: null });
    expect(await client.queryDebtor("99999")).toMatchObject({ kind: "answered", data: [] });
  });

  it.each([
    '{"code":"200","error":"null","msg":"0 records were are found"}',
    '{"code":200,"error":null,"msg":"0 records were are found","data":null}',
    '{"code":"200","error":"null","msg":"x","data":[]}',
  ])("reads %j as none", async (text) => {
    await control.setFaults([{ action: { do: "status", status: 200, text } }]);
    expect(await clientOf(sandbox.host).queryDebtor("1")).toMatchObject({ kind: "answered", data: [] });
    expect(await clientOf(sandbox.host).queryObligation("1", "2")).toMatchObject({ kind: "answered", data: null });
  });

  it.each([
    '{"code":"200","error":"null","msg":"done","data":null}',
    '{"code":"200","error":"something","msg":"0 records were are found","data":[]}',
    '{"code":"500","error":"null","msg":"0 records were are found","data":[]}',
    '{"code":"200","error":"null","msg":"1 records were are found","data":"x"}',
    '{"msg":"0 records were are found"}',
    "<html></html>",
  ])("does not read %j as none", async (text) => {
    await control.setFaults([{ action: { do: "status", status: 200, text } }]);
    expect((await clientOf(sandbox.host).queryDebtor("1")).kind).toBe("unanswered");
    expect((await clientOf(sandbox.host).queryObligation("1", "2")).kind).toBe("unanswered");
  });
});

describe("the sandbox", () => {
  it("updates or doubles debtors, merges or replaces obligations", async () => {
    const client = clientOf(sandbox.host);
    const again = bodyOf(["12345"]).replace("12345-2", "12345-3");
    const wolkvoxIds = async (): Promise<string[]> => {
      const answer = await client.queryDebtor("12345");
      return answer.kind === "answered"
        ? answer.data.map((record) => `${record.wolkvox_id}: ${String(record.obligations)}`)
        : [];
    };
    await client.sendCollections(bodyOf(["12345"]));
    await client.sendCollections(again);
    expect(await wolkvoxIds()).toEqual([expect.stringMatching(/: 12345-1,12345-2,12345-3$/)]);
    await control.setSettings({ obligations: "replace" });
    await client.sendCollections(again);
    expect(await wolkvoxIds()).toEqual([expect.stringMatching(/: 12345-1,12345-3$/)]);
    await control.setSettings({ repeat: "duplicate" });
    await client.sendCollections(again);
    expect(await wolkvoxIds()).toHaveLength(2);
    expect(await control.summary()).toMatchObject({ debtorsApplied: 4, distinctDebtors: 1, writtenAgain: 1 });
  });

  it("checks tokens and operations once they are declared", async () => {
    await control.setSettings({ tokens: { [operation]: "right", other: "others" } });
    expect(inWords(await send(clientOf(sandbox.host, { token: "right" }), ["12345"]))).toBe("accepted");
    expect(inWords(await send(clientOf(sandbox.host, { token: "wrong" }), ["12345"]))).toBe("stop:token_refused");
    expect(inWords(await send(clientOf(sandbox.host, { token: "others" }), ["12345"]))).toBe("stop:token_refused");
    const unknown = await clientOf(sandbox.host, { token: "right", operation: "nobody" }).tokenInformation();
    expect(unknown).toMatchObject({ kind: "unanswered", exchange: { text: "OPERATION NOT FOUND" } });
  });

  it("ends a day's budget and begins another", async () => {
    await control.setSettings({ dailyLimit: 1 });
    const client = clientOf(sandbox.host);
    expect(inWords(await send(client, ["12345"]))).toBe("accepted");
    expect(inWords(await send(client, ["67890"]))).toBe("throttled:quota_spent");
    expect(inWords(await send(clientOf(sandbox.host, { token: "token-2" }), ["67890"]))).toBe("accepted");
    await control.newDay();
    expect(inWords(await send(client, ["67890"]))).toBe("accepted");
  });

  it("allows a token two calls at once and counts them", async () => {
    await control.setFaults([{ action: { do: "hold" } }]);
    const client = clientOf(sandbox.host);
    const sending = Promise.all(["11111", "22222", "33333"].map((id) => send(client, [id])));
    await expect.poll(control.requests).toHaveLength(3);
    await control.setFaults([]);
    const verdicts = await sending;
    expect(verdicts.map(inWords).sort()).toEqual(["accepted", "accepted", "throttled:simultaneous_limit"]);
    expect(await control.summary()).toMatchObject({ maxInFlightOfServer: 3, maxInFlightByToken: { "token-1": 3 } });
    await control.setSettings({ simultaneousLimit: null });
    expect(new Set((await Promise.all(["4", "5", "6"].map((id) => send(client, [id])))).map(inWords))).toEqual(
      new Set(["accepted"]),
    );
  });

  it("counts one call in flight for consecutive calls", async () => {
    const client = clientOf(sandbox.host);
    for (let call = 0; call < 50; call += 1) await send(client, [String(10_000 + call)]);
    expect(await control.summary()).toMatchObject({ requests: 50, maxInFlightOfServer: 1 });
  });

  it("returns its ledger in pages and lines, with hashes", async () => {
    const ids = Array.from({ length: 5001 }, (_, index) => String(100_000 + index));
    await clientOf(sandbox.host).sendCollections(bodyOf(ids));
    const ledger = await control.ledger();
    expect(ledger.map(({ identification }) => identification)).toEqual(ids);
    const lines = (await (await fetch(`${sandbox.url}/control/ledger?format=ndjson`)).text()).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).sha256)).toEqual(ledger.map(({ sha256 }) => sha256));
    expect(new Set(ledger.map(({ sha256 }) => sha256)).size).toBe(5001);
  });

  it("keeps a payload as written, with number-like keys in order", async () => {
    const payload =
      '{"Identification":"12345", "Name":"a \\"}]","Email":"e","Telephone":"3","10":"x","2":"y","Obligations":[]}';
    await clientOf(sandbox.host).sendCollections(`{"collections":[${payload}],"operation":"${operation}"}`);
    expect((await control.ledger()).map((debtor) => debtor.payload)).toEqual([payload]);
  });

  it("refuses an unknown fault", async () => {
    await expect(control.setFaults([{ action: { do: "explode" } } as unknown as FaultInput])).rejects.toThrow(/400/);
  });
});
