import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { projectRoot } from "#lib/up/settings.ts";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { chunksOf, headOf, makePortfolio, makeTeam, testPassword } from "#tests/support/factories.ts";
import { headOnly } from "#tests/support/requests/head-only.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";

const { url } = browserStack();
const ours = { origin: url, "sec-fetch-site": "same-origin" };
const anyId = "0193a8f0-0000-7000-8000-000000000001";
let team: Awaited<ReturnType<typeof makeTeam>>;
let client: PortalClient;

test.beforeAll(async () => {
  team = await makeTeam({ server: joinBrowserStack().host });
  client = await PortalClient.signIn(url, team.supervisor.actor.email, testPassword);
});
test.afterAll(() => closeAll());

/** Every address of the build, and so every one that reads a body. */
function builtAddresses(): string[] {
  const manifest = readFileSync(join(projectRoot, ".next/app-path-routes-manifest.json"), "utf8");
  const pages = Object.values(z.record(z.string(), z.string()).parse(JSON.parse(manifest)));
  return pages.filter((page) => !page.startsWith("/_")).map((page) => page.replaceAll(/\[[^\]]*\]/g, anyId));
}

test("refuses a signed-out sender without reading the body", async () => {
  const addresses = builtAddresses();
  expect(addresses).toContain("/api/uploads");
  for (const path of addresses) {
    for (const type of [
      "application/json",
      "application/gzip",
      "text/plain;charset=UTF-8",
      "multipart/form-data; boundary=x",
    ]) {
      const headers = { ...ours, "content-type": type, "content-length": 900_000, "next-action": "0".repeat(42) };
      const status = await headOnly(`${url}${path}`, headers);
      expect({ path, type, isRefused: status >= 401 && status < 500 }).toMatchObject({
        isRefused: true,
      });
    }
  }
});

test("refuses too long, foreign or mistyped bodies without reading them", async () => {
  const post = (path: string, headers: Record<string, string | number>) =>
    headOnly(`${url}${path}`, { ...client.headers, ...headers });
  const json = { "content-type": "application/json" };
  const mine = `/api/uploads?tenantId=${team.tenantId}`;
  expect(await post(mine, { ...json, "content-length": (1 << 20) + 1 })).toBe(413);
  expect(await post(`/api/uploads?tenantId=${anyId}`, { ...json, "content-length": 900_000 })).toBe(404);
  expect(await post("/api/uploads", { ...json, "content-length": 900_000 })).toBe(404);
  expect(await post(mine, { "content-type": "text/plain", "content-length": 900_000 })).toBe(400);
  const gzip = { "content-type": "application/gzip", "x-chunk-sha256": "0".repeat(64) };
  const chunk = `/api/uploads/${anyId}/chunks?sequence=0&firstRow=0&rowCount=1`;
  const part = `/api/uploads/${anyId}/lists?list=edits&sequence=0&items=1`;
  for (const path of [chunk, part]) {
    expect(await post(path, { ...gzip, "content-length": 9_000_000 })).toBe(404);
    expect(await post(path, { ...gzip, "content-length": (16 << 20) + 1 })).toBe(413);
  }
});

test("refuses nested brackets and a chunk of line feeds", async () => {
  const nested = await client.post(
    `/api/uploads?tenantId=${team.tenantId}`,
    { "content-type": "application/json" },
    "[".repeat(1_000_000),
  );
  expect([nested.status, await nested.json()]).toMatchObject([400, { params: { problems: ["body:depth"] } }]);
  const rows = makePortfolio(3);
  const begun = await client.post(
    `/api/uploads?tenantId=${team.tenantId}`,
    { "content-type": "application/json" },
    JSON.stringify(headOf(rows)),
  );
  const { uploadId } = await begun.json();
  const bomb = gzipSync(Buffer.alloc(63 << 20, "\n"), { level: 9 });
  const sha256 = createHash("sha256").update(bomb).digest("hex");
  const answer = await client.post(
    `/api/uploads/${uploadId}/chunks?sequence=0&firstRow=0&rowCount=${rows.length}`,
    { "content-type": "application/gzip", "x-chunk-sha256": sha256 },
    new Uint8Array(bomb),
  );
  expect([answer.status, await answer.json()]).toMatchObject([400, { params: { reason: "rowCount" } }]);
});

test("tells who has all places of bodies to come later, until they are free", async () => {
  const rows = makePortfolio(3);
  const begun = await client.post(
    `/api/uploads?tenantId=${team.tenantId}`,
    { "content-type": "application/json" },
    JSON.stringify(headOf(rows)),
  );
  const { uploadId } = await begun.json();
  const [chunk] = chunksOf(uploadId, rows);
  const path = `/api/uploads/${uploadId}/chunks?sequence=0&firstRow=0&rowCount=${chunk?.rowCount}`;
  const headers = { "content-type": "application/gzip", "x-chunk-sha256": chunk?.sha256 ?? "" };
  const send = () => client.post(path, headers, new Uint8Array(chunk?.bytes ?? []));
  // Six bodies that stop on their way hold all of the user's places. Whoever is answered (refused, since the others
  // came first, or silent for too long) comes again.
  const held = Array.from<unknown, ClientRequest | undefined>({ length: 6 }, () => undefined);
  let isHeld = true;
  const hold = (place: number) => {
    if (!isHeld) return;
    const stopped = request(`${url}${path}`, {
      method: "POST",
      agent: false,
      headers: { ...client.headers, ...headers, "content-length": 1_000 },
    });
    held[place] = stopped;
    stopped.on("error", () => undefined).on("close", () => hold(place));
    stopped.on("response", () => stopped.destroy());
    stopped.flushHeaders();
  };
  for (const place of held.keys()) hold(place);
  // Of these more than may wait, one at least is refused, once all six are there.
  const isBusy = async (answer: Promise<Response>) => {
    const { status, headers } = await answer;
    if (status !== 429) throw new Error(`answered ${status}`);
    return headers.get("retry-after");
  };
  let answers: Promise<Response>[] = [];
  let retryAfter: string | null | undefined;
  while (retryAfter === undefined) {
    answers = Array.from({ length: 14 }, send);
    retryAfter = await Promise.any(answers.map(isBusy)).catch(() => undefined);
  }
  expect(retryAfter).toBe("2");
  isHeld = false;
  for (const each of held) each?.destroy();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  expect(statuses.filter((status) => ![200, 429].includes(status))).toEqual([]);
  expect((await send()).status).toBe(200);
});
