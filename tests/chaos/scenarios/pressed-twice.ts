import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { database } from "#lib/database/client.ts";
import { confirmUpload } from "#lib/services/confirm-upload.ts";
import { findEarlierUpload } from "#lib/services/find-earlier-upload.ts";
import { finishStaging } from "#lib/services/finish-staging.ts";
import { receiveChunk } from "#lib/services/receive-chunk.ts";
import { retryFailures } from "#lib/services/retry-failures.ts";
import { beginStaging, chunksOf, makePortfolio, makeTeam, stage as stageRows } from "#tests/support/factories.ts";
import { stagedFor } from "#tests/support/run-stage.ts";
import { confirmedFor, untilFinished, viewOf } from "../load.ts";
import type { Scenario } from "../scenario.ts";

export const manyConfirms: Scenario = {
  name: "twenty confirmations at once make one run",
  async play({ arena, injected, watch }) {
    const load = watch(await stagedFor(arena.sandbox.host, 100, { batchSize: 10 }));
    const { supervisor, uploadId } = load;
    await Promise.all(Array.from({ length: 20 }, () => confirmUpload(supervisor, { uploadId })));
    injected(19);
    await untilFinished([load]);
    assert.equal(await database().auditEntry.count({ where: { subject: uploadId, action: "upload_confirmed" } }), 1);
    const loads = (await arena.control.requests()).filter(
      ({ operation, endpoint }) => operation === load.operation && endpoint === "massive_collections",
    );
    assert.equal(loads.length, 10);
  },
};

export const manyRetries: Scenario = {
  name: "a retry of failures pressed ten times sends each once",
  async play({ arena, injected, watch }) {
    const bad = ["10000003", "10000004", "10000021"];
    await arena.control.setFaults([
      { match: { identifications: bad }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    const load = watch(await confirmedFor(arena.sandbox.host, 40));
    await untilFinished([load]);
    assert.equal((await viewOf(load)).groups.rejected.debtors, bad.length);
    await arena.control.setFaults([]);
    const { supervisor, uploadId } = load;
    const answers = await Promise.all(Array.from({ length: 10 }, () => retryFailures(supervisor, { uploadId })));
    injected(9);
    const ids = new Set(answers.map(({ id }) => id));
    assert.equal(ids.size, 1);
    for (const id of ids) {
      const retry = watch({ ...load, uploadId: id });
      await Promise.all(Array.from({ length: 10 }, () => confirmUpload(supervisor, { uploadId: id })));
      await untilFinished([retry]);
      assert.equal((await viewOf(retry)).groups.accepted.debtors, bad.length);
    }
    const { writtenAgain, debtorsApplied } = await arena.control.summary();
    assert.deepEqual([writtenAgain, debtorsApplied], [0, 40]);
  },
};

export const sameFile: Scenario = {
  name: "the same file again is said before anything is sent, and gives the same batches and hashes",
  async play({ arena }) {
    const { supervisor, tenantId } = await makeTeam({ server: arena.sandbox.host, batchSize: 50 });
    const rows = makePortfolio(500, true);
    const sha256 = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
    assert.equal(await findEarlierUpload(supervisor, { tenantId, sha256 }), null);
    const first = await stageRows(supervisor, tenantId, rows, { rowsPerChunk: 100 });
    const said = await findEarlierUpload(supervisor, { tenantId, sha256 });
    assert.equal(JSON.stringify(said).includes(first), true, "the earlier upload is named");
    const second = await stageRows(supervisor, tenantId, rows, { rowsPerChunk: 170 });
    assert.deepEqual(await batchesOf(second), await batchesOf(first));
  },
};

export const cutChunk: Scenario = {
  name: "chunks cut in the middle, repeated and out of order: staged as if they had come at once",
  async play({ arena, random, injected }) {
    const { supervisor, tenantId } = await makeTeam({ server: arena.sandbox.host, batchSize: 50 });
    const rows = makePortfolio(500, true);
    const plain = await stageRows(supervisor, tenantId, rows, { rowsPerChunk: 100 });
    const uploadId = await beginStaging(supervisor, tenantId, rows, { rowsPerChunk: 100 });
    const chunks = chunksOf(uploadId, rows, 100).map((chunk) => ({ chunk, place: random.next() }));
    for (const { chunk } of chunks.toSorted((a, b) => a.place - b.place)) {
      await assert.rejects(receiveChunk(supervisor, { ...chunk, body: cutInTheMiddle(chunk.body) }));
      injected();
      await Promise.all([1, 2].map(() => receiveChunk(supervisor, chunk)));
    }
    await finishStaging(supervisor, { uploadId });
    assert.deepEqual(await batchesOf(uploadId), await batchesOf(plain));
  },
};

async function* cutInTheMiddle(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of body) {
    yield piece;
    throw new Error("the connection was cut");
  }
}

async function batchesOf(uploadId: string) {
  const batches = await database().batch.findMany({
    where: { uploadId },
    orderBy: { ordinal: "asc" },
    select: { ordinal: true, debtors: true, obligations: true, balance: true, bytes: true, sha256: true },
  });
  assert.ok(batches.length > 0);
  return batches.map(({ balance, sha256, ...rest }) => ({
    ...rest,
    balance: balance.toFixed(2),
    sha256: String(sha256),
  }));
}
