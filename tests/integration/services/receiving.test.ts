import { createHash } from "node:crypto";
import type { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { withStagingTransaction } from "#lib/database/pool.ts";
import { lockStaging } from "#lib/database/staging/complete-staging.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { type ReceivePartInput, receivePart } from "#lib/services/uploads/receive-part.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import { cutLists, packPart } from "#lib/spreadsheet/workbench/list-parts.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import {
  beginStaging,
  bodyOf,
  bringLists,
  chunksOf,
  headOf,
  makePortfolio,
  makeTeam,
  makeUser,
  signedOut,
  stage,
  totalsOf,
} from "#tests/support/factories.ts";

const { tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 50 });
const stranger = (await makeTeam({ server: "crm02.wolkvox.com" })).supervisor;

// A new user per test, because a user may prepare only ten uploads.
let supervisor: Awaited<ReturnType<typeof makeUser>>;
beforeEach(async () => {
  supervisor = await makeUser("supervisor", [tenantId]);
});

/** A body that must not be read. */
const untouchable: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]() {
    throw new Error("it was read");
  },
};

function partOf(
  uploadId: string,
  text: string,
  items: number,
  list: ReceivePartInput["list"] = "edits",
): ReceivePartInput {
  const bytes = gzipSync(text);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { uploadId, list, sequence: 0, items, sha256, body: bodyOf(bytes) };
}

/** Every tenth row gets its name by hand. */
const rows = makePortfolio(cases(9_000, 2_600));
const edits = rows.flatMap((_, row) => (row % 10 === 9 ? [{ row, column: 1, text: `Ana "${row}" Ruiz` }] : []));
const corrected = rows.map((cells, row) => (row % 10 === 9 ? cells.with(1, `Ana "${row}" Ruiz`) : cells));
const listed = { edits, setAside: [], correction: null };

const begin = async () =>
  (await startStaging(supervisor, { tenantId, ...headOf(rows, { edits, totals: totalsOf(corrected) }) })).uploadId;

const batchesOf = (uploadId: string) =>
  ownerDatabase().batch.findMany({
    where: { uploadId },
    orderBy: { ordinal: "asc" },
    select: { sha256: true, bytes: true },
  });

describe("a sender without permission", () => {
  test("is refused before a byte is read", async () => {
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    const { bytes: _, ...chunk } = chunksOf(uploadId, rows)[0]!;
    const part = partOf(uploadId, "x", 1);
    for (const [ctx, code] of [
      [signedOut, "signed_out"],
      [stranger, "not_found"],
    ] as const) {
      await expect(receiveChunk(ctx, { ...chunk, body: untouchable })).rejects.toMatchObject({ code });
      await expect(receivePart(ctx, { ...part, body: untouchable })).rejects.toMatchObject({ code });
    }
    // The same for what the upload never announced, and for everything once it is discarded.
    await expect(receivePart(supervisor, { ...part, body: untouchable })).rejects.toMatchObject({ code: "invalid" });
    const other = { ...chunk, sequence: 99, body: untouchable };
    await expect(receiveChunk(supervisor, other)).rejects.toMatchObject({ code: "invalid" });
    await discardStaging(supervisor, { uploadId });
    const late = { ...chunk, body: untouchable };
    await expect(receiveChunk(supervisor, late)).rejects.toMatchObject({ code: "state_moved" });
  });
});

describe("a received chunk", () => {
  test("is unpacked by the staging thread, leaving this one", async () => {
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    const { worker } = onceAProcess<{ worker: Worker }>("staging-thread").peek()!;
    const told = vi.spyOn(worker, "postMessage");
    await receiveChunk(supervisor, chunksOf(uploadId, rows)[0]!);
    const [order, moved] = told.mock.lastCall ?? [];
    expect(order).toMatchObject({ kind: "task", task: { kind: "rows", packed: { byteLength: 0 } } });
    expect(moved).toHaveLength(1);
    told.mockRestore();
  });

  test.each([
    ["line feeds without end", "\n".repeat(40 << 20), "rowCount"],
    ["a line of brackets", `${"[".repeat(30 << 20)}\n`, "row"],
    ["a line too few", "", "rowCount"],
  ])("as %s is refused", async (_, text, reason) => {
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    const bytes = gzipSync(text);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const chunk = { uploadId, sequence: 0, firstRow: 0, rowCount: 1, sha256, body: bodyOf(bytes) };
    await expect(receiveChunk(supervisor, chunk)).rejects.toMatchObject({ code: "chunk_damaged", params: { reason } });
  });

  test("is accepted among many at once, of several uploads", async () => {
    const uploads = await Promise.all([1, 2, 3].map(() => beginStaging(supervisor, tenantId, rows)));
    await Promise.all(
      uploads.flatMap((uploadId) => chunksOf(uploadId, rows).map((chunk) => receiveChunk(supervisor, chunk))),
    );
    const ends = await Promise.all(uploads.map((uploadId) => finishStaging(supervisor, { uploadId })));
    for (const { totals } of ends) expect(totals).toEqual(totalsOf(rows));
  });
});

test("a chunk during the end of staging gets busy", async () => {
  const uploadId = await begin();
  const [part] = cutLists(listed);
  const packed = await packPart(listed, part!);
  const bring = () => receivePart(supervisor, { ...packed, uploadId, body: bodyOf(new Uint8Array(packed.body)) });
  const [chunk] = chunksOf(uploadId, rows);
  const busy = { code: "busy", params: { retryAfterSeconds: 2 } };
  await withStagingTransaction(tenantId, async (client) => {
    await lockStaging(client, tenantId, uploadId);
    await expect(bring()).rejects.toMatchObject(busy);
  });
  await bring();
  await withStagingTransaction(tenantId, async (client) => {
    await lockStaging(client, tenantId, uploadId);
    await expect(receiveChunk(supervisor, chunk!)).rejects.toMatchObject(busy);
  });
  await receiveChunk(supervisor, chunk!);
});

describe("cells typed by hand", () => {
  test("come before their rows and equal a file with them", async () => {
    const uploadId = await begin();
    const chunks = chunksOf(uploadId, rows);
    await expect(receiveChunk(supervisor, chunks[0]!)).rejects.toMatchObject({ code: "chunks_missing" });
    await bringLists(supervisor, uploadId, listed);
    for (const chunk of chunks) await receiveChunk(supervisor, chunk);
    expect((await finishStaging(supervisor, { uploadId })).totals).toEqual(totalsOf(corrected));
    const names = await ownerDatabase().record.findMany({ where: { uploadId }, select: { payload: true } });
    expect(names.filter(({ payload }) => payload?.includes("Ruiz")).length).toBeGreaterThan(0.4 * edits.length);
    expect(await ownerDatabase().listPart.count({ where: { uploadId } })).toBe(0);
    const whole = await stage(supervisor, tenantId, corrected);
    expect(await batchesOf(uploadId)).toEqual(await batchesOf(whole));
  });

  test("are resumed, and a different part is refused", async () => {
    const uploadId = await begin();
    const [part] = cutLists(listed);
    const { body, ...packed } = await packPart(listed, part!);
    const bytes = new Uint8Array(body);
    const cut = {
      async *[Symbol.asyncIterator]() {
        yield bytes.subarray(0, 10);
        throw new Error("the line broke");
      },
    };
    await expect(receivePart(supervisor, { ...packed, uploadId, body: cut })).rejects.toThrow("the line broke");
    for (let again = 0; again < 2; again++) await receivePart(supervisor, { ...packed, uploadId, body: bodyOf(bytes) });
    const other = partOf(uploadId, `${JSON.stringify({ row: 1, column: 1, text: "otro" })}\n`, 1);
    await expect(receivePart(supervisor, other)).rejects.toMatchObject({ code: "chunk_differs" });
  });

  test("must all be there before anything is staged", async () => {
    const uploadId = await begin();
    const half = { ...listed, edits: edits.slice(0, 5) };
    await bringLists(supervisor, uploadId, half);
    for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
    await expect(finishStaging(supervisor, { uploadId })).rejects.toMatchObject({
      code: "chunks_missing",
      params: { sequences: [], parts: ["edits:0"] },
    });
    expect(await ownerDatabase().record.count({ where: { uploadId } })).toBe(0);
  });

  test.each([
    ["of a row that is not there", '{"row":99999,"column":1,"text":"x"}\n', "invalid"],
    ["of a column that is not there", '{"row":1,"column":8,"text":"x"}\n', "invalid"],
    ["nested without end", `${'{"row":'.repeat(100_000)}\n`, "chunk_damaged"],
    ["of more text than a cell holds", `{"row":1,"column":1,"text":"${"x".repeat(32_768)}"}\n`, "chunk_damaged"],
    ["that are none", "7\n", "chunk_damaged"],
  ])("%s are refused", async (_, text, code) => {
    const uploadId = await begin();
    await expect(receivePart(supervisor, partOf(uploadId, text, 1))).rejects.toMatchObject({ code });
  });
});

test("an outdated page's edits in the head are refused", async () => {
  const head = { tenantId, ...headOf(rows) };
  const old = startStaging(supervisor, { ...head, ...{ edits } });
  await expect(old).rejects.toBeInstanceOf(AppError);
  await expect(old).rejects.toMatchObject({ code: "invalid" });
});
