import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { encode } from "next-auth/jwt";
import { afterEach, describe, expect, test, vi } from "vitest";
import { bodyGate } from "#lib/portal/body-gate.ts";
import { hasSignedCookie } from "#lib/server/signed-cookie.ts";
import { headOnly } from "#tests/support/head-only.ts";

const secret = "a secret of the portal, long enough";
const kilobyte = 1_024;
const megabyte = 1_024 * kilobyte;
let handled: string[] = [];

const server = createServer(
  bodyGate(
    (sent, answer) => {
      handled.push(sent.url ?? "");
      sent.resume().once("end", () => answer.end("read"));
    },
    { isSigned: (cookies) => hasSignedCookie(cookies, secret) },
  ),
);
server.listen(0);
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

afterEach(() => {
  handled = [];
  vi.useRealTimers();
});

const chunks = "/api/uploads/0193a8f0-0000-7000-8000-000000000001/chunks?sequence=0";
const cookie = `other=1; next-auth.session-token=${await encode({ token: {}, secret })}`;
const foreign = `next-auth.session-token=${await encode({ token: {}, secret: "another one" })}`;

describe("a body is refused by its head, with no byte of it read", () => {
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

  test("one that does not say how long it is", async () => {
    expect(await headOnly(`${url}/sign-in`, { "transfer-encoding": "chunked" })).toBe(411);
    expect(handled).toEqual([]);
  });
});

describe("who has a cookie of this portal", () => {
  const ask = (cookie: string) =>
    fetch(`${url}/uploads/new`, { method: "POST", headers: { cookie }, body: "x".repeat(65 * kilobyte) });

  test("may send an action more", async () => {
    expect((await ask(cookie)).status).toBe(200);
    expect((await ask(cookie.replace("next-auth", "__Host-next-auth"))).status).toBe(200);
  });

  test.each([
    ["junk", "next-auth.session-token=junk"],
    ["of another secret", foreign],
    ["of another name", cookie.replace("session-token", "csrf-token")],
  ])("and nobody with one that is %s", async (_, theirs) => {
    expect((await ask(theirs)).status).toBe(401);
    expect(handled).toEqual([]);
  });
});

test("what fits goes through, and so does what has no body", async () => {
  for (const [path, bytes] of [["/api/auth/callback/credentials", 100] as const, [chunks, 2 * megabyte] as const]) {
    const answer = await fetch(`${url}${path}`, { method: "POST", body: "x".repeat(bytes) });
    expect(await answer.text()).toBe("read");
  }
  expect((await fetch(`${url}/sign-in`)).status).toBe(200);
  expect(handled).toHaveLength(3);
});

test.each([
  ["/api/auth/callback/credentials", 15],
  ["/sign-in", 60],
  [chunks, 300],
])("a body that drips to %s loses its connection after %i s", async (path, seconds) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const sending = request(`${url}${path}`, { method: "POST", agent: false, headers: { "content-length": 900 } });
  const lost = new Promise<string>((resolve) => sending.once("error", (error: Error) => resolve(error.message)));
  sending.write("x");
  await vi.waitUntil(() => handled.length === 1, { interval: 0 });
  vi.advanceTimersByTime(seconds * 1_000 - 1);
  sending.write("x");
  await new Promise(setImmediate);
  expect(sending.destroyed).toBe(false);
  vi.advanceTimersByTime(1);
  expect(await lost).toMatch(/hang up|ECONNRESET/);
});
