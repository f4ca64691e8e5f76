import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { encode } from "next-auth/jwt";
import { afterEach, describe, expect, test, vi } from "vitest";
import { bodyGate } from "#lib/portal/body-gate.ts";
import { signedSession } from "#lib/server/signed-cookie.ts";
import { headOnly } from "#tests/support/requests/head-only.ts";

const secret = "a secret of the portal, long enough";
const kilobyte = 1_024;
const megabyte = 1_024 * kilobyte;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
let handled: string[] = [];
let arrived = 0;

const server = createServer(
  bodyGate(
    (sent, answer) => {
      handled.push(sent.url ?? "");
      const hash = createHash("sha256");
      sent.on("data", (part) => hash.update(part)).once("end", () => answer.end(`read ${hash.digest("hex")}`));
    },
    { sessionOf: (cookies) => signedSession(cookies, secret) },
  ),
);
server.on("request", () => arrived++).listen(0);
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

afterEach(() => {
  handled = [];
  arrived = 0;
  vi.useRealTimers();
});

const chunks = "/api/uploads/0193a8f0-0000-7000-8000-000000000001/chunks?sequence=0";
const cookie = `other=1; next-auth.session-token=${await encode({ token: {}, secret })}`;
const foreign = `next-auth.session-token=${await encode({ token: {}, secret: "another one" })}`;

describe("a body is refused by its head, unread", () => {
  test.each([
    ["/api/auth/callback/credentials", 17 * kilobyte, 413],
    ["/api/uploads?tenantId=x", megabyte + 1, 413],
    [chunks, 16 * megabyte + 1, 413],
    ["/uploads/new", megabyte + 1, 413],
    ["/uploads/new", 65 * kilobyte, 401],
    ["/sign-in", 65 * kilobyte, 401],
    ["//api/auth/callback/credentials", 65 * kilobyte, 401],
  ])("%s of %i bytes: %i", async (path, bytes, status) => {
    expect(await headOnly(`${url}${path}`, { "content-length": bytes })).toBe(status);
    expect(handled).toEqual([]);
  });

  test("a body without a length is refused", async () => {
    expect(await headOnly(`${url}/sign-in`, { "transfer-encoding": "chunked" })).toBe(411);
    expect(handled).toEqual([]);
  });
});

describe("large actions need a cookie of this portal", () => {
  const ask = (cookie: string) =>
    fetch(`${url}/uploads/new`, {
      method: "POST",
      headers: { cookie, "content-type": "text/plain" },
      body: "x".repeat(65 * kilobyte),
    });

  test("pass with such a cookie", async () => {
    expect((await ask(cookie)).status).toBe(200);
    expect((await ask(cookie.replace("next-auth", "__Host-next-auth"))).status).toBe(200);
  });

  test.each([
    ["junk", "next-auth.session-token=junk"],
    ["of another secret", foreign],
    ["of another name", cookie.replace("session-token", "csrf-token")],
  ])("are refused with a cookie that is %s", async (_, theirs) => {
    expect((await ask(theirs)).status).toBe(401);
    expect(handled).toEqual([]);
  });
});

const sessionOf = async (sid: string) => ({
  cookie: `next-auth.session-token=${await encode({ token: { sid }, secret })}`,
});
const ana = await sessionOf("ana");
const luis = await sessionOf("luis");

describe("the arguments of an action are judged before anybody parses them", () => {
  const act = (body: string, type = "text/plain;charset=UTF-8") =>
    fetch(`${url}/uploads/new`, { method: "POST", headers: { cookie, "content-type": type }, body });

  test.each([1, 32, 70_000, megabyte])("%i bytes reach who handles them, as they were sent", async (bytes) => {
    const body = "x".repeat(bytes);
    expect(await (await act(body)).text()).toBe(`read ${sha256(body)}`);
  });

  test("32 levels pass, 33 do not, however they close", async () => {
    expect((await act("[".repeat(32) + "]".repeat(32))).status).toBe(200);
    for (const body of ["[".repeat(33) + "]".repeat(33), "[".repeat(megabyte)])
      expect(await answerOf(act(body))).toEqual([400, { code: "invalid", params: {} }]);
    expect(handled).toHaveLength(1);
  });

  test("forms, which no page of ours sends, are refused", async () => {
    for (const type of ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json"])
      expect(await answerOf(act("--x--", type))).toEqual([415, { code: "invalid", params: {} }]);
    expect(handled).toEqual([]);
  });

  test("one that is cut off reaches nobody", async () => {
    const headers = { cookie, "content-type": "text/plain", "content-length": 900 };
    const sending = request(`${url}/uploads/new`, { method: "POST", agent: false, headers });
    sending.on("error", () => undefined).write("[");
    await expect.poll(() => arrived).toBeGreaterThan(0);
    sending.destroy();
    await act("[]");
    expect(handled).toEqual(["/uploads/new"]);
  });

  async function answerOf(answer: Promise<Response>): Promise<[number, unknown]> {
    const said = await answer;
    return [said.status, await said.json()];
  }
});

describe("at most eight bodies of a sender at once", () => {
  /** Begins requests whose bodies stay unfinished; `letGo` breaks them off. */
  const hold = (count: number, headers: Record<string, string>) => {
    const held = Array.from({ length: count }, () => {
      const sending = request(`${url}/api/search`, {
        method: "POST",
        agent: false,
        headers: { ...headers, "content-length": "900" },
      });
      sending.on("error", () => undefined).write("x");
      return sending;
    });
    return { held, letGo: () => held.map((sending) => sending.destroy()) };
  };
  const send = (headers: Record<string, string>) => fetch(`${url}/api/search`, { method: "POST", headers, body: "x" });

  test.each([
    ["session", ana, luis, { "x-forwarded-for": "192.0.2.1" }],
    ["address", { "x-forwarded-for": "192.0.2.1" }, { "x-forwarded-for": "192.0.2.2" }, ana],
    ["/64", { "x-forwarded-for": "2001:db8::1" }, { "x-forwarded-for": "2001:db8:0:1::1" }, ana],
  ])("the ninth of one %s waits unread, others pass", async (_, one, another, third) => {
    const { letGo } = hold(8, one);
    await expect.poll(() => handled.length).toBe(8);
    expect(await headOnly(`${url}/api/search`, { ...one, "content-length": 900 })).toBe(429);
    const refused = await send(one);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(await refused.json()).toEqual({ code: "busy", params: { retryAfterSeconds: 2 } });
    expect(handled).toHaveLength(8);
    for (const headers of [another, third]) expect((await send(headers)).status).toBe(200);
    letGo();
    await expect.poll(async () => (await send(one)).status).toBe(200);
  });

  test("a finished, broken or abandoned body frees its place", async () => {
    const one = await sessionOf("eva");
    // Nobody loses patience, however long the others take.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    for (let round = 0; round < 3; round++) {
      arrived = 0;
      const { held, letGo } = hold(8, one);
      await expect.poll(() => handled.length).toBe(8);
      const waiting = hold(4, one);
      await expect.poll(() => arrived).toBe(12);
      if (round === 0) waiting.letGo();
      for (const sending of round === 1 ? held : []) sending.end("x".repeat(899));
      if (round === 1) await expect.poll(() => handled.length).toBe(12);
      waiting.letGo();
      letGo();
      await expect.poll(async () => (await send(one)).status).toBe(200);
      handled = [];
    }
    // A burst of 30 is not refused: each waits its turn.
    expect(new Set(await Promise.all(Array.from({ length: 30 }, async () => (await send(one)).status)))).toEqual(
      new Set([200]),
    );
  });

  test("sixty-four bodies of all sessions, apart from reserved routes", async () => {
    const held = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => hold(8, await sessionOf(`s${index}`))),
    );
    await expect.poll(() => handled.length).toBe(64);
    const another = await sessionOf("another");
    expect((await send(another)).status).toBe(429);
    expect((await send({ "x-forwarded-for": "192.0.2.3" })).status).toBe(200);
    expect((await fetch(`${url}${chunks}`, { method: "POST", headers: another, body: "x" })).status).toBe(200);
    for (const { letGo } of held) letGo();
    await expect.poll(async () => (await send(another)).status).toBe(200);
  });
});

test("small bodies and requests without one pass", async () => {
  for (const [path, bytes] of [["/api/auth/callback/credentials", 100] as const, [chunks, 2 * megabyte] as const]) {
    const answer = await fetch(`${url}${path}`, { method: "POST", body: "x".repeat(bytes) });
    expect(await answer.text()).toBe(`read ${sha256("x".repeat(bytes))}`);
  }
  expect((await fetch(`${url}/sign-in`)).status).toBe(200);
  expect(handled).toHaveLength(3);
});

test.each([
  ["/api/auth/callback/credentials", 15],
  ["/sign-in", 60],
  [chunks, 300],
])("a slow body to %s loses its connection after %i s", async (path, seconds) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const headers = { "content-length": 900, "content-type": "text/plain" };
  const sending = request(`${url}${path}`, { method: "POST", agent: false, headers });
  const lost = new Promise<string>((resolve) => sending.once("error", (error: Error) => resolve(error.message)));
  sending.write("x");
  await expect.poll(() => arrived).toBe(1);
  vi.advanceTimersByTime(seconds * 1_000 - 1);
  sending.write("x");
  await new Promise(setImmediate);
  expect(sending.destroyed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(await lost).toMatch(/hang up|ECONNRESET/);
});
