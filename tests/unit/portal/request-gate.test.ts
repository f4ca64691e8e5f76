import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { ofDownloads, ofPages, requestGate } from "#lib/portal/request-gate.ts";

const held: ServerResponse[] = [];
const gate = requestGate((_, response) => held.push(response), { sessionOf: async (cookies) => cookies ?? null });
let arrived = 0;
const server = createServer(gate)
  .on("request", () => arrived++)
  .listen(0);
await once(server, "listening");
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Opens so many at once; the handler answers none of them by itself. */
async function open(count: number, path: string, headers: Record<string, string>): Promise<Promise<number>[]> {
  const before = arrived;
  const opened = Array.from({ length: count }, async () => (await fetch(`${url}${path}`, { headers })).status);
  await expect.poll(() => arrived).toBe(before + count);
  return opened;
}

const answerAll = () => {
  for (const response of held.splice(0)) response.end();
};
const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
};
const [ana, luis] = [{ cookie: "ana" }, { cookie: "luis" }];

afterEach(async () => {
  vi.useRealTimers();
  for (let turn = 0; turn < 100 && held.length > 0; turn++) {
    answerAll();
    await turns();
  }
});

test.each([
  ["/uploads?page=2", ofPages],
  ["/api/search?q=x", ofPages],
  ["/api/auth/session", ofPages],
  ["/api/uploads/1/report/receipt", ofDownloads],
  ["/api/history?format=xlsx", ofDownloads],
])("%s: others go on at once; every one of a session is answered, in turn", async (path, limits) => {
  const opened = await open(limits.ofUser + limits.waitingOfUser, path, ana);
  await turns();
  expect(held).toHaveLength(limits.ofUser);
  const of = await open(1, path, luis);
  await expect.poll(() => held.length).toBe(limits.ofUser + 1);
  expect(await (await open(1, path, ana))[0]).toBe(429);
  const isOver = Promise.all([...opened, ...of]);
  let answered: number[] | null = null;
  void isOver.then((statuses) => (answered = statuses));
  while (answered === null) {
    expect(held.length).toBeLessThanOrEqual(limits.ofUser + 1);
    answerAll();
    await turns();
  }
  expect(new Set(answered)).toEqual(new Set([200]));
});

test("without a session, those of one network wait for each other", async () => {
  const near = await open(ofPages.ofUser + 1, "/sign-in", { "x-forwarded-for": "2001:db8::1" });
  const far = await open(1, "/sign-in", { "x-forwarded-for": "2001:db8:0:1::1" });
  await turns();
  expect(held).toHaveLength(ofPages.ofUser + 1);
  answerAll();
  await expect.poll(() => held.length).toBe(1);
  answerAll();
  expect(await Promise.all([...near, ...far])).toEqual(Array(ofPages.ofUser + 2).fill(200));
});

test("who waits too long is told to come again; who went away frees the place", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const leaving = new AbortController();
  const gone = Array.from({ length: ofPages.ofUser }, () =>
    fetch(`${url}/uploads`, { headers: ana, signal: leaving.signal }),
  );
  await expect.poll(() => held.length).toBe(ofPages.ofUser);
  const late = await open(1, "/uploads", ana);
  await turns();
  vi.advanceTimersByTime(ofPages.patienceMs);
  expect(await late[0]).toBe(429);
  leaving.abort();
  expect((await Promise.allSettled(gone)).map(({ status }) => status)).toEqual(Array(ofPages.ofUser).fill("rejected"));
  await expect.poll(() => held.every(({ destroyed }) => destroyed)).toBe(true);
  held.splice(0);
  const next = await open(1, "/uploads", ana);
  await expect.poll(() => held.length).toBe(1);
  answerAll();
  expect(await next[0]).toBe(200);
});

test.each(["/_next/static/a.js", "/api/health", "/api/uploads/1/progress", "/api/uploads/1/chunks"])(
  "%s waits for nothing",
  async (path) => {
    const opened = await open(10, path, ana);
    await expect.poll(() => held.length).toBe(10);
    answerAll();
    expect(await Promise.all(opened)).toEqual(Array(10).fill(200));
  },
);
