import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { chunksOf, makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { batchesOf } from "../batches-of.ts";
import { browserOf, stagedLoad, untilFinished, viewOf } from "../load.ts";
import { chunkPath, chunkType, finishPath, PageUpload, sendHalf, startOver } from "../page-client.ts";
import type { Scenario } from "../scenario.ts";

export const killedWhileStaging: Scenario = {
  name: "kill -9 of the portal amid chunks: the page goes on, and what is staged is the file",
  async play({ arena, random, scale, injected }) {
    const portal = await arena.portal();
    const { supervisor, tenantId } = await makeTeam({ server: arena.sandbox.host, batchSize: 50 });
    const client = await browserOf({ supervisor }, portal);
    const rows = makePortfolio(6_000 * scale, true);
    const plain = await stage(supervisor, tenantId, rows, { rowsPerChunk: 250 });
    const page = new PageUpload(client, tenantId, rows, 250);
    let rowsSent = 0;
    let [goal, reached] = [0, Promise.withResolvers<void>()];
    const staging = page.staged((sent) => {
      rowsSent = sent;
      if (sent >= goal) reached.resolve();
    });
    let amid = 0;
    for (let kills = 0; kills < 3 * scale; kills++) {
      // Each kill comes a little later; the last one hits while the server assembles the debtors, if all
      // chunks have arrived by then.
      reached = Promise.withResolvers<void>();
      goal = (rows.length * (kills + 1)) / (3 * scale) - random.integer(0, rows.length / 8);
      if (rowsSent < goal) await Promise.race([staging, reached.promise]);
      if (rowsSent < rows.length) amid += 1;
      await portal.kill();
      injected();
      await sleep(random.integer(0, 300));
      await portal.again();
    }
    const uploadId = await staging;
    assert.ok(amid > 0, "killed while chunks were on their way");
    assert.deepEqual(await batchesOf(uploadId), await batchesOf(plain));
    assert.equal(await hashOfStaged(uploadId), hashOf(rows), "the staged rows are the file's");
    assert.equal((await client.get(`/uploads/${uploadId}`)).status, 200);
  },
};

export const cutChunk: Scenario = {
  name: "chunks cut in the middle over HTTP, repeated and out of order: staged as if they had come at once",
  guardedBy: ["tests/integration/services/staging.test.ts", "tests/integration/services/receiving.test.ts"],
  async play({ arena, random, injected }) {
    const portal = await arena.portal();
    const { supervisor, tenantId } = await makeTeam({ server: arena.sandbox.host, batchSize: 50 });
    const client = await browserOf({ supervisor }, portal);
    const rows = makePortfolio(500, true);
    const plain = await stage(supervisor, tenantId, rows, { rowsPerChunk: 100 });
    const uploadId = await startOver(client, tenantId, rows, 100);
    const chunks = chunksOf(uploadId, rows, 100).map((chunk) => ({ chunk, place: random.next() }));
    for (const { chunk } of chunks.toSorted((a, b) => a.place - b.place)) {
      const [path, type] = [chunkPath(uploadId, chunk), chunkType(chunk)];
      await sendHalf(`${portal.url}${path}`, { ...client.headers, ...type }, chunk.bytes);
      injected();
      const answers = await Promise.all([1, 2].map(() => client.post(path, type, new Uint8Array(chunk.bytes))));
      assert.deepEqual(
        answers.map(({ status }) => status),
        [200, 200],
      );
    }
    const finish = () => client.post(finishPath(uploadId), {}, "");
    let finished = await finish();
    while (finished.status === 202) finished = await finish();
    assert.equal(finished.status, 200);
    assert.deepEqual(await batchesOf(uploadId), await batchesOf(plain));
    assert.equal(await hashOfStaged(uploadId), hashOf(rows), "the staged rows are the file's");
  },
};

export const killedWhileConfirming: Scenario = {
  name: "kill -9 of the portal amid confirmations: pressed again, there is one run of each",
  guardedBy: ["tests/integration/run/run.test.ts"],
  async play({ arena, random, scale, injected, watch }) {
    const portal = await arena.portal();
    const loads = [];
    for (let n = 0; n < 4 * scale; n++) {
      const load = watch(await stagedLoad(arena.sandbox.host, 40));
      loads.push(load);
      const client = await browserOf(load, portal);
      const press = () => client.act(`/uploads/${load.uploadId}`, "confirmUploadAction", { uploadId: load.uploadId });
      const first = press().catch((error: unknown) => error);
      // A confirmation takes some 10 to 30 ms, so the kill comes before, during or after it.
      await sleep(random.integer(0, 40));
      await portal.kill();
      injected();
      await first;
      await portal.again();
      assert.equal((await press()).ok, true, "pressed again");
    }
    await untilFinished(loads);
    for (const load of loads) {
      const confirmed = await ownerDatabase().auditEntry.count({
        where: { subject: load.uploadId, action: "upload_confirmed" },
      });
      assert.deepEqual([confirmed, (await viewOf(load)).groups.accepted.debtors], [1, 40]);
    }
    const sent = (await arena.control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
    assert.equal(sent.length, loads.length * 4, "calls");
  },
};

async function hashOfStaged(uploadId: string): Promise<string> {
  const records = await ownerDatabase().record.findMany({ where: { uploadId }, select: { source: true } });
  const leftOut = await ownerDatabase().leftOutRow.findMany({ where: { uploadId }, select: { source: true } });
  const staged = records
    .flatMap(({ source }): unknown[] => JSON.parse(source ?? "[]"))
    .map((row) => JSON.stringify(row));
  const all = [...staged, ...leftOut.map(({ source }) => source ?? "")].map((line) => {
    const row = parseSourceLine(line);
    if (row === null) throw new Error(`a staged row cannot be read: ${line}`);
    return row;
  });
  return hashOf(all.toSorted((a, b) => a.line - b.line).map(({ cells }) => cells));
}

function hashOf(rows: readonly (readonly string[])[]): string {
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
}
