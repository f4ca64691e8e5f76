import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage as stageRows } from "#tests/support/factories.ts";
import { batchesOf } from "../batches-of.ts";
import { browserOf, confirmedFor, stagedLoad, until, untilBatchesDone, untilFinished, viewOf } from "../load.ts";
import type { Scenario } from "../scenario.ts";

export const manyConfirms: Scenario = {
  name: "twenty confirmations at once, over HTTP from tabs of two browsers at two portals, make one run",
  async play({ arena, injected, watch }) {
    const load = watch(await stagedLoad(arena.sandbox.host, 100));
    const { uploadId } = load;
    const [portal, other] = [await arena.portal(0), await arena.portal(1)];
    const browsers = [await browserOf(load, portal), await browserOf(load, other)];
    const tabs = browsers.flatMap((browser) => [browser.at(portal.url), browser.at(other.url)]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        tabs[n % tabs.length]?.act(`/uploads/${uploadId}`, "confirmUploadAction", { uploadId }),
      ),
    );
    injected(19);
    assert.ok(
      answers.every((answer) => answer?.ok === true),
      "whoever presses is told that it runs",
    );
    await untilFinished([load]);
    assert.equal(
      await ownerDatabase().auditEntry.count({ where: { subject: uploadId, action: "upload_confirmed" } }),
      1,
    );
    const loads = (await arena.control.requests()).filter(
      ({ operation, endpoint }) => operation === load.operation && endpoint === "massive_collections",
    );
    assert.equal(loads.length, 10);
  },
};

export const manyHands: Scenario = {
  name: "paused, resumed and cancelled from four tabs at once: each is answered, and what was sent is settled",
  guardedBy: ["tests/integration/run/retry.test.ts"],
  async play({ arena, random, injected, watch }) {
    // Far more than can be sent before it is cancelled: its calls alone would take a hundred seconds.
    const debtors = 2_000;
    await arena.control.setSettings({ latencyMs: 1_000 });
    const load = watch(await confirmedFor(arena.sandbox.host, debtors, { callsAtOnce: 2 }));
    const { uploadId } = load;
    const [portal, other] = [await arena.portal(0), await arena.portal(1)];
    const browser = await browserOf(load, portal);
    const tabs = [browser, browser.at(other.url), browser.at(portal.url), browser.at(other.url)];
    const press = (action: string) =>
      Promise.all(tabs.map((tab) => tab.act(`/uploads/${uploadId}`, action, { uploadId })));
    await untilBatchesDone(load, 2);
    for (let round = 0; round < 4; round++) {
      const both = await Promise.all([press("pauseUploadAction"), press("resumeUploadAction")]);
      injected(8);
      // "Too late" is a proper answer; "something unexpected happened" is not.
      for (const answer of both.flat()) assert.ok(answer.ok || answer.code === "state_moved", JSON.stringify(answer));
      await sleep(random.integer(0, 300));
    }
    await Promise.all([press("cancelUploadAction"), press("pauseUploadAction"), press("resumeUploadAction")]);
    injected(12);
    await until("nothing is in flight", async () => {
      const open = await ownerDatabase().batch.count({ where: { uploadId, state: { in: ["pending", "sending"] } } });
      return open === 0 && (await viewOf(load)).groups.pending.debtors === 0;
    });
    const { state, groups } = await viewOf(load);
    assert.equal(state, "cancelled");
    assert.equal(groups.accepted.debtors + groups.not_sent.debtors + groups.unconfirmed.debtors, debtors);
    assert.equal(
      await ownerDatabase().auditEntry.count({ where: { subject: uploadId, action: "upload_cancelled" } }),
      1,
    );
  },
};

export const manyRetries: Scenario = {
  name: "a retry of failures pressed ten times sends each once",
  guardedBy: ["tests/integration/run/retry.test.ts"],
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
  guardedBy: ["tests/integration/services/staging.test.ts"],
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
