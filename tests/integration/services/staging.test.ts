import { createHash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { withStagingTransaction } from "#lib/database/pool.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { advanceStaging } from "#lib/services/uploads/advance-staging.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import { rowsDone } from "#lib/staging/ask-staging-thread.ts";
import { deriveBatches } from "#lib/staging/derive-batches.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  beginStaging,
  bodyOf,
  chunksOf,
  collected,
  headOf,
  makePortfolio,
  makeTeam,
  stage,
  totalsOf,
} from "#tests/support/factories.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 50 });

/** The staging thread of this process, from where ask-staging-thread.ts stores it. */
function stagingThread(): Worker {
  return onceAProcess<{ worker: Worker }>("staging-thread").peek()!.worker;
}

function nthChunk(sequence: number, chunks: ReturnType<typeof chunksOf>) {
  const chunk = chunks[sequence];
  if (chunk === undefined) throw new Error(`the file has no chunk ${sequence}`);
  return chunk;
}

/** Rows that still wait for the end of staging. */
async function rowsKept(uploadId: string): Promise<number> {
  const kept = await ownerDatabase().chunk.aggregate({
    where: { uploadId, source: { not: null } },
    _sum: { rowCount: true },
  });
  return kept._sum.rowCount ?? 0;
}

/** Cells typed by hand that the upload has received. */
async function editsKept(uploadId: string): Promise<number> {
  const kept = await ownerDatabase().listPart.aggregate({ where: { uploadId, list: "edits" }, _sum: { items: true } });
  return kept._sum.items ?? 0;
}

function batchHashes(uploadId: string) {
  return ownerDatabase().batch.findMany({
    where: { uploadId },
    orderBy: { ordinal: "asc" },
    select: { ordinal: true, debtors: true, sha256: true, bytes: true, balance: true },
  });
}

function recordTexts(uploadId: string) {
  return ownerDatabase().record.findMany({
    where: { uploadId },
    orderBy: { ordinal: "asc" },
    select: { ordinal: true, identification: true, lines: true, payload: true, source: true },
  });
}

describe("staging", () => {
  test("joins scattered debtors into batches that match the file", async () => {
    const rows = makePortfolio(1_000, true);
    const uploadId = await stage(supervisor, tenantId, rows, { rowsPerChunk: 300 });
    const upload = await showUpload(supervisor, { uploadId });
    expect(upload.state).toBe("staged");
    expect(upload.totals).toEqual(totalsOf(rows));
    expect(upload.totals.staged.debtors).toBe(1_000);
    expect(upload.groups.pending).toEqual({
      debtors: 1_000,
      obligations: 1_334,
      balance: upload.totals.staged.balance,
    });
    expect(upload.batchCount).toBe(20);
    const first = await ownerDatabase().record.findFirstOrThrow({ where: { uploadId, identification: "10000000" } });
    expect(first.lines).toEqual([2, 1_002]);
    expect(JSON.parse(first.payload ?? "").Obligations.map((obligation: { id: string }) => obligation.id)).toEqual([
      "0-1",
      "0-2",
    ]);
    expect(await rowsKept(uploadId)).toBe(0);
  });

  test("gives the same batches for the same file", async () => {
    const rows = makePortfolio(333, true);
    const hashes = await Promise.all(
      [await stage(supervisor, tenantId, rows), await stage(supervisor, tenantId, rows, { rowsPerChunk: 77 })].map(
        (uploadId) =>
          ownerDatabase().batch.findMany({
            where: { uploadId },
            orderBy: { ordinal: "asc" },
            select: { ordinal: true, sha256: true, bytes: true },
          }),
      ),
    );
    expect(hashes[0]).toEqual(hashes[1]);
    expect(hashes[0]).toHaveLength(7);
  });

  test("cuts the same batches across slice ends", async () => {
    const rows = makePortfolio(9_000, true);
    const uploadId = await stage(supervisor, tenantId, rows);
    const batches = await ownerDatabase().batch.findMany({
      where: { uploadId },
      orderBy: { ordinal: "asc" },
      select: { ordinal: true, debtors: true },
    });
    expect(batches).toEqual(Array.from({ length: 180 }, (_, ordinal) => ({ ordinal, debtors: 50 })));
  });

  test("gives the same batches if debtors exceed the memory", async () => {
    const rows = makePortfolio(900, true).map((row, index) => (index % 100 === 7 ? row.with(7, "doce mil") : row));
    const whole = await stage(supervisor, tenantId, rows);
    const uploadId = await beginStaging(supervisor, tenantId, rows, { rowsPerChunk: 200 });
    for (const chunk of chunksOf(uploadId, rows, 200)) await receiveChunk(supervisor, chunk);
    // Some ten runs of a hundred rows: every chunk has rows of several, and most debtors have rows in two
    // chunks.
    await withStagingTransaction(tenantId, (client) =>
      deriveBatches(client, tenantId, uploadId, { actorId: null, address: null }, { runBytes: 30_000 }),
    );
    expect(await batchHashes(uploadId)).toEqual(await batchHashes(whole));
    expect(await recordTexts(uploadId)).toEqual(await recordTexts(whole));
    expect(await listLeftOut(supervisor, { uploadId })).toEqual(await listLeftOut(supervisor, { uploadId: whole }));
  });

  test("names a chunk lost in a crash and accepts it again", async () => {
    const rows = makePortfolio(120);
    const uploadId = await beginStaging(supervisor, tenantId, rows, { rowsPerChunk: 50 });
    const chunks = chunksOf(uploadId, rows, 50);
    for (const chunk of chunks) await receiveChunk(supervisor, chunk);
    // A crash can undo commits that were not waited for: the youngest ones, each completely.
    await ownerDatabase().chunk.delete({ where: { uploadId_sequence: { uploadId, sequence: chunks.length - 1 } } });
    await expect(finishStaging(supervisor, { uploadId })).rejects.toMatchObject({
      code: "chunks_missing",
      params: { sequences: [String(chunks.length - 1)] },
    });
    await receiveChunk(supervisor, nthChunk(chunks.length - 1, chunks));
    expect((await finishStaging(supervisor, { uploadId })).totals).toEqual(totalsOf(rows));
  });

  test("ended several times at once makes one set of batches", async () => {
    const rows = makePortfolio(300, true);
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
    const [first, second, third] = await Promise.all([
      finishStaging(supervisor, { uploadId }),
      finishStaging(supervisor, { uploadId }),
      advanceStaging(supervisor, { uploadId }),
    ]);
    expect(second).toEqual(first);
    expect(third).toEqual({ kind: "staged", ...first });
    expect(await advanceStaging(supervisor, { uploadId })).toEqual({ kind: "staged", ...first });
    expect(await ownerDatabase().record.count({ where: { uploadId } })).toBe(300);
  });

  test("leaves nothing behind after an error while deriving", async () => {
    const rows = makePortfolio(9_000).map((row, index) => (index % 5 === 0 ? row.with(2, "sin arroba") : row));
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
    const asked: string[] = [];
    const by = { actorId: null, address: null };
    // The error comes while the first records are written and left-out rows are still to follow.
    const onRows = () => {
      if (asked.some((text) => text.startsWith('COPY "Record"'))) throw new Error("a fault");
    };
    const derived = withStagingTransaction(tenantId, (client) => {
      const query = client.query.bind(client);
      vi.spyOn(client, "query").mockImplementation((...args: Parameters<typeof query>) => {
        const [what] = args as readonly unknown[];
        asked.push(typeof what === "string" ? what : (what as { text: string }).text);
        return query(...args);
      });
      return deriveBatches(client, tenantId, uploadId, by, { onRows });
    });
    await expect(derived).rejects.toThrow("a fault");
    const left = { where: { uploadId } };
    expect(await ownerDatabase().batch.count(left)).toBe(0);
    const staged = await finishStaging(supervisor, { uploadId });
    expect(staged.totals).toEqual(totalsOf(rows));
    expect(await ownerDatabase().leftOutRow.count(left)).toBe(staged.totals.leftOut.rows);
    expect(asked.filter((text) => text.startsWith('COPY "'))).toEqual([expect.stringContaining('"Record"')]);
    expect(asked.at(-1)).toBe("ROLLBACK");
  });

  test("restarts after its thread has ended", async () => {
    const rows = makePortfolio(200);
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
    const lost = finishStaging(supervisor, { uploadId }).catch((error: unknown) => error);
    while (rowsDone(uploadId) === null) await setImmediate();
    await stagingThread().terminate();
    expect(await lost).toBeInstanceOf(Error);
    expect((await showUpload(supervisor, { uploadId })).state).toBe("staging");
    expect(await ownerDatabase().record.count({ where: { uploadId } })).toBe(0);
    expect((await finishStaging(supervisor, { uploadId })).totals).toEqual(totalsOf(rows));
  });

  test("keeps an unusually written row like any other", async () => {
    const rows = makePortfolio(4);
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    const lines = rows.map(
      (cells, index) => ` [ ${index + 2}, ${JSON.stringify(cells).replaceAll('","', '" , "')}, null ]\n`,
    );
    const bytes = gzipSync(lines.join(""));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await receiveChunk(supervisor, {
      uploadId,
      sequence: 0,
      firstRow: 0,
      rowCount: rows.length,
      sha256,
      body: bodyOf(bytes),
    });
    expect((await finishStaging(supervisor, { uploadId })).totals).toEqual(totalsOf(rows));
  });

  test("keeps a chunk with all rows or none", async () => {
    const rows = makePortfolio(10);
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    await receiveChunk(supervisor, nthChunk(0, chunksOf(uploadId, rows)));
    await expect(ownerDatabase().chunk.updateMany({ where: { uploadId }, data: { source: null } })).rejects.toThrow(
      "Chunk_whole",
    );
  });

  test("ties a record to a batch of its own upload", async () => {
    const [uploadId, other] = [
      await stage(supervisor, tenantId, makePortfolio(3)),
      await stage(supervisor, tenantId, makePortfolio(4)),
    ];
    const foreign = await ownerDatabase().batch.findFirstOrThrow({ where: { uploadId: other } });
    await expect(
      ownerDatabase().record.updateMany({ where: { uploadId, ordinal: 0 }, data: { batchId: foreign.id } }),
    ).rejects.toThrow("Foreign key constraint");
  });

  test("changes nothing for a repeated chunk", async () => {
    const rows = makePortfolio(100);
    const uploadId = await beginStaging(supervisor, tenantId, rows, { rowsPerChunk: 50 });
    const chunks = chunksOf(uploadId, rows, 50);
    await receiveChunk(supervisor, nthChunk(0, chunks));
    const again = await Promise.all([
      receiveChunk(supervisor, nthChunk(0, chunks)),
      receiveChunk(supervisor, nthChunk(0, chunks)),
    ]);
    expect(again[1]).toEqual({ chunksReceived: 1, chunkCount: chunks.length });
    expect(await rowsKept(uploadId)).toBe(50);
  });

  test("refuses another chunk with a taken number", async () => {
    const rows = makePortfolio(100);
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    await receiveChunk(supervisor, nthChunk(0, chunksOf(uploadId, rows)));
    const other = nthChunk(
      0,
      chunksOf(
        uploadId,
        rows.map((row) => row.with(1, "Otro")),
      ),
    );
    await expect(receiveChunk(supervisor, other)).rejects.toMatchObject({
      code: "chunk_differs",
      params: { sequence: 0 },
    });
  });

  test("tells damaged, unpacked and oversized chunks apart", async () => {
    const rows = makePortfolio(10);
    const uploadId = await beginStaging(supervisor, tenantId, rows);
    const chunk = nthChunk(0, chunksOf(uploadId, rows));
    await expect(receiveChunk(supervisor, { ...chunk, sha256: "0".repeat(64) })).rejects.toMatchObject({
      code: "chunk_damaged",
      params: { reason: "sha256" },
    });
    const noGzip = "7509e5bda0c762d2bac7f90d758b5b2263fa01ccbc542ab5e3df163be08e6ca9";
    await expect(
      receiveChunk(supervisor, { ...chunk, sha256: noGzip, body: bodyOf(Buffer.from("hello world!")) }),
    ).rejects.toMatchObject({
      code: "chunk_damaged",
      params: { reason: "gzip" },
    });
    const huge = { ...chunk, body: bodyOf(new Uint8Array(17 * 1024 * 1024)) };
    await expect(receiveChunk(supervisor, huge)).rejects.toMatchObject({ code: "too_large" });
    const bomb = nthChunk(0, chunksOf(uploadId, [[" ".repeat(65 * 1024 * 1024)]]));
    await expect(receiveChunk(supervisor, bomb)).rejects.toMatchObject({ code: "too_large" });
  });

  test("does not end before every chunk has arrived", async () => {
    const rows = makePortfolio(100);
    const uploadId = await beginStaging(supervisor, tenantId, rows, { rowsPerChunk: 50 });
    await receiveChunk(supervisor, nthChunk(1, chunksOf(uploadId, rows, 50)));
    await expect(finishStaging(supervisor, { uploadId })).rejects.toMatchObject({
      code: "chunks_missing",
      params: { sequences: ["0", "2"], parts: [] },
    });
    expect((await showUpload(supervisor, { uploadId })).state).toBe("staging");
  });

  test("treats non-rows and non-text bytes as damage", async () => {
    const uploadId = await beginStaging(supervisor, tenantId, makePortfolio(1));
    for (const [line, reason] of [
      ["[2,[1],null]\n", "row"],
      ['[2,["a"]]\n', "row"],
      [Buffer.from([0x5b, 0x32, 0x2c, 0x5b, 0x22, 0xff, 0x22, 0x5d, 0x2c, 0x6e, 0x75, 0x6c, 0x6c, 0x5d, 0x0a]), "utf8"],
    ] as const) {
      const bytes = gzipSync(line);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const chunk = { uploadId, sequence: 0, firstRow: 0, rowCount: 1, sha256, body: bodyOf(bytes) };
      await expect(receiveChunk(supervisor, chunk)).rejects.toMatchObject({
        code: "chunk_damaged",
        params: { reason },
      });
    }
  });

  test("cancels on differing totals and reports both", async () => {
    const rows = makePortfolio(30);
    const totals = totalsOf(rows.map((row, index) => (index === 0 ? row.with(7, "999999,99") : row)));
    const uploadId = await beginStaging(supervisor, tenantId, rows, { totals });
    for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
    await expect(finishStaging(supervisor, { uploadId })).rejects.toMatchObject({
      code: "totals_differ",
      params: { pageStagedBalance: totals.staged.balance, serverStagedBalance: totalsOf(rows).staged.balance },
    });
    const upload = await showUpload(supervisor, { uploadId });
    expect([upload.state, upload.stopReason, upload.totals.file.rows]).toEqual(["cancelled", "totals_differ", 0]);
    expect(await ownerDatabase().record.count({ where: { uploadId } })).toBe(0);
  });

  test("repeats a refusal to whoever asks about progress", async () => {
    const rows = makePortfolio(30);
    const totals = totalsOf(rows.map((row, index) => (index === 0 ? row.with(7, "999999,99") : row)));
    const uploadId = await beginStaging(supervisor, tenantId, rows, { totals });
    for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
    expect(await advanceStaging(supervisor, { uploadId }, 0)).toMatchObject({ kind: "under_way" });
    while ((await showUpload(supervisor, { uploadId })).state === "staging") await setImmediate();
    await expect(advanceStaging(supervisor, { uploadId })).rejects.toMatchObject({ code: "totals_differ" });
    await expect(advanceStaging(supervisor, { uploadId })).rejects.toMatchObject({ code: "totals_differ" });
  });

  test("leaves out faulty debtors and debtorless rows whole", async () => {
    const rows = makePortfolio(9, true).map((row, index) =>
      index === 9 ? row.with(7, "doce mil") : index === 1 ? row.with(0, "") : row,
    );
    const uploadId = await stage(supervisor, tenantId, rows);
    const { totals } = await showUpload(supervisor, { uploadId });
    expect(totals.leftOut).toMatchObject({ rows: 3, debtors: 1, obligations: 3 });
    expect(totals.staged.rows + totals.leftOut.rows).toBe(rows.length);
    const { items } = await listLeftOut(supervisor, { uploadId });
    expect(items.map((row) => [row.line, row.issues[0]?.code])).toEqual([
      [2, undefined],
      [3, "identification_missing"],
      [11, "amount_malformed"],
    ]);
    const report = await exportRows(supervisor, { uploadId, group: "left_out" });
    const lines = await collected(report.rows);
    expect(lines.map((line) => [line.line, line.faultColumn, line.cells[7]])).toEqual([
      [2, null, "1000,00"],
      [3, 0, "1001,01"],
      [11, 7, "doce mil"],
    ]);
  });

  test("reads corrected cells and returns them in reports", async () => {
    const rows = makePortfolio(3).map((row, index) => (index === 0 ? row.with(7, "doce mil") : row));
    const edits = [{ row: 0, column: 7, text: "12.000,50" }];
    const totals = totalsOf(rows.map((row, index) => (index === 0 ? row.with(7, "12.000,50") : row)));
    const uploadId = await stage(supervisor, tenantId, rows, { edits, totals });
    const record = await ownerDatabase().record.findFirstOrThrow({ where: { uploadId, ordinal: 0 } });
    expect(JSON.parse(record.payload ?? "").Obligations[0].total_balance).toBe("12000.50");
    expect(JSON.parse(record.source ?? "")[0][1][7]).toBe("12.000,50");
    expect(await editsKept(uploadId)).toBe(0);
  });

  test("discarded leaves nothing and accepts no chunk", async () => {
    const rows = makePortfolio(10);
    const edits = [{ row: 0, column: 1, text: "Ana Ruiz" }];
    const uploadId = await beginStaging(supervisor, tenantId, rows, { edits });
    expect(await editsKept(uploadId)).toBe(1);
    const chunk = nthChunk(0, chunksOf(uploadId, rows));
    await receiveChunk(supervisor, chunk);
    const told = vi.spyOn(stagingThread(), "postMessage");
    await discardStaging(supervisor, { uploadId });
    // The thread's memory of it is cleared too.
    expect(told).toHaveBeenCalledWith({ kind: "forget", uploadId }, []);
    await discardStaging(supervisor, { uploadId });
    expect([await rowsKept(uploadId), await editsKept(uploadId)]).toEqual([0, 0]);
    await expect(receiveChunk(supervisor, chunk)).rejects.toMatchObject({ code: "state_moved" });
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({ code: "state_moved" });
  });

  test("refuses foreign fields, other columns and wrong totals", async () => {
    const rows = makePortfolio(3);
    const head = { tenantId, ...headOf(rows) };
    await expect(
      startStaging(supervisor, { ...head, fieldsDigest: fieldsDigest(fieldsOf([]).slice(1)) }),
    ).rejects.toMatchObject({
      code: "fields_differ",
    });
    await expect(startStaging(supervisor, { ...head, headers: head.headers.slice(1) })).rejects.toMatchObject({
      code: "invalid",
      params: { fields: ["mapping.columns"] },
    });
    await expect(
      beginStaging(supervisor, tenantId, rows, {
        totals: { ...totalsOf(rows), file: { rows: 4, debtors: 3, obligations: 4, balance: "1.00" } },
      }),
    ).rejects.toMatchObject({
      code: "invalid",
      params: { fields: ["totals"] },
    });
  });

  test("finds the same bytes again after staging", async () => {
    const rows = makePortfolio(4).map((row) => row.with(1, "Nombre Único"));
    const uploadId = await stage(supervisor, tenantId, rows, { fileName: "lunes.csv" });
    const { fileSha256 } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
    expect(await findEarlierUpload(supervisor, { tenantId, sha256: fileSha256 })).toMatchObject({
      uploadId,
      fileName: "lunes.csv",
    });
    expect(await findEarlierUpload(supervisor, { tenantId, sha256: "f".repeat(64) })).toBeNull();
  });

  test("is told from one that was discarded, which hides none that may have been sent", async () => {
    const rows = makePortfolio(4).map((row) => row.with(1, "Nombre Descartado"));
    const first = await stage(supervisor, tenantId, rows, { fileName: "martes.csv" });
    const { fileSha256: sha256 } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: first } });
    await cancelUpload(supervisor, { uploadId: first });
    expect(await findEarlierUpload(supervisor, { tenantId, sha256 })).toMatchObject({
      uploadId: first,
      isDiscarded: true,
    });
    const second = await stage(supervisor, tenantId, rows, { fileName: "martes.csv" });
    await confirmUpload(supervisor, { uploadId: second });
    const third = await stage(supervisor, tenantId, rows, { fileName: "martes.csv" });
    await cancelUpload(supervisor, { uploadId: third });
    expect(await findEarlierUpload(supervisor, { tenantId, sha256 })).toMatchObject({
      uploadId: second,
      isDiscarded: false,
    });
  });

  test("is told from a draft, which hides none that may have been sent", async () => {
    const rows = makePortfolio(4).map((row) => row.with(1, "Nombre Borrador"));
    const [draft, confirmed] = [await stage(supervisor, tenantId, rows), await stage(supervisor, tenantId, rows)];
    const { fileSha256: sha256 } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: draft } });
    const found = () => findEarlierUpload(supervisor, { tenantId, sha256 });
    expect(await found()).toMatchObject({ uploadId: confirmed, state: "staged" });
    await confirmUpload(supervisor, { uploadId: confirmed });
    const later = await stage(supervisor, tenantId, rows);
    expect(await found()).toMatchObject({ uploadId: confirmed, state: "queued" });
    await cancelUpload(supervisor, { uploadId: later });
    expect(await found()).toMatchObject({ uploadId: confirmed });
  });
});
