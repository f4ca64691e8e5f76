import { expect, test } from "vitest";
import { countClosesBehind } from "#lib/database/close-outs/close-outs.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { explainStops } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage({ isWorkerProcess: true });

const load = { endpoint: "massive_collections" } as const;
const loads = async () => (await control.requests()).filter(({ endpoint }) => endpoint === load.endpoint).length;

/** Every other row has another balance, so that these debtors are sent and the others are not. */
const halfChanged = (rows: readonly (readonly string[])[]) =>
  rows.map((row, index) => (index % 2 === 0 ? row : [...row.slice(0, -1), "7,50"]));

/** A load of which a call is held back by the CRM, and its confirmed close-out of two debtors behind it. */
async function closeOutBehindItsLoad({ leavesOut = true } = {}) {
  const world = await sentPortfolio(host);
  const before = await loads();
  await control.setFaults([{ match: load, action: { do: "hold" } }]);
  const day = halfChanged(without(world.rows, 3, 4));
  const loadId = await world.stage(day);
  if (!leavesOut)
    await chooseSending(world.supervisor, { uploadId: loadId, sends: "everything", countsVolatile: true });
  await confirmUpload(world.supervisor, { uploadId: loadId });
  const { uploadId: closeOutId } = await makeCloseOut(world.supervisor, loadId);
  await confirmUpload(world.supervisor, { uploadId: closeOutId });
  await expect.poll(loads).toBe(before + 1);
  return { ...world, before, loadId, closeOutId };
}

test("a close-out whose load is cancelled while it waits closes nobody", async () => {
  const { supervisor, before, loadId, closeOutId, portfolioId, rowOf } = await closeOutBehindItsLoad();
  expect((await showUpload(supervisor, { uploadId: loadId })).closesBehind).toBe(2);
  await cancelUpload(supervisor, { uploadId: loadId });
  // It says so before its turn has come.
  const { state, stopHolds } = await showUpload(supervisor, { uploadId: closeOutId });
  expect([state, stopHolds]).toEqual(["queued", "close_out_load_cancelled"]);
  await control.setFaults([]);
  const stopped = await waitForUpload(supervisor, closeOutId, ["stopped"]);
  expect([stopped.stopReason, groupsOf(stopped)]).toEqual(["close_out_refused", [0, 0, 0, 0, 2]]);
  expect(stopped.stopHolds).toBe("close_out_load_cancelled");
  const line = async () => (await showMorning(supervisor)).lines.find(({ portfolio }) => portfolio.id === portfolioId);
  // It holds the line until a person cancels it, and sends nobody.
  const { groups } = await showUpload(supervisor, { uploadId: loadId });
  expect(groups.not_sent.debtors).toBeGreaterThan(0);
  const left = { debtors: 0, notIn: groups.not_sent.debtors };
  expect(await line()).toMatchObject({ health: "stopped", uploadId: closeOutId, ...left });
  // Nothing that it rests on has come back.
  await resumeUpload(supervisor, { uploadId: closeOutId });
  await waitForUpload(supervisor, closeOutId, ["stopped"]);
  expect(groupsOf(await cancelUpload(supervisor, { uploadId: closeOutId }))).toEqual([0, 0, 0, 2, 0]);
  expect(await showReceipt(supervisor, { uploadId: closeOutId })).toMatchObject({ clock: null, fileIs: "none" });
  // Nobody could ever confirm a retry of it.
  expect(await planRetry(supervisor, { uploadId: closeOutId })).toMatchObject({ debtors: 0, isMore: false });
  await expect(retryFailures(supervisor, { uploadId: closeOutId })).rejects.toMatchObject({
    ...{ code: "close_out_refused", params: { stop: "close_out_load_cancelled" } },
  });
  expect([(await rowOf(3)).state, (await rowOf(4)).state, await loads()]).toEqual(["live", "live", before + 1]);
});

test("a close-out that nobody has confirmed says what holds it once its load is cancelled", async () => {
  const { supervisor, rows, stage, portfolioId } = await sentPortfolio(host);
  await control.setFaults([{ match: load, action: { do: "hold" } }]);
  const loadId = await stage(halfChanged(without(rows, 3, 4)));
  await confirmUpload(supervisor, { uploadId: loadId });
  const { uploadId } = await makeCloseOut(supervisor, loadId);
  expect((await showUpload(supervisor, { uploadId: loadId })).closesBehind).toBe(2);
  expect((await showUpload(supervisor, { uploadId })).stopHolds).toBeUndefined();
  const line = async () => (await showMorning(supervisor)).lines.find(({ portfolio }) => portfolio.id === portfolioId);
  expect(await line()).toMatchObject({ health: "to_confirm", uploadId });
  const told: UploadView[] = [];
  const stop = await watchUpload(supervisor, {
    uploadId,
    onChange: (view) => told.push(view),
    onError: () => undefined,
  });
  // The first may be read as listening begins, the second only because it is told.
  for (const stopDetail of ["seen", "told"]) {
    await ownerDatabase().upload.update({ where: { id: uploadId }, data: { stopDetail } });
    await expect.poll(() => told.at(-1)?.stopDetail).toBe(stopDetail);
  }
  await cancelUpload(supervisor, { uploadId: loadId });
  await expect.poll(() => told.at(-1)?.stopHolds).toBe("close_out_load_cancelled");
  stop();
  // It only waits to be discarded.
  expect(await line()).toMatchObject({ health: "in_part", uploadId: loadId, waiting: 1 });
  await control.setFaults([]);
  expect((await showUpload(supervisor, { uploadId })).stopHolds).toBe("close_out_load_cancelled");
});

test("a close-out of a set is nothing to confirm once one of its parts is cancelled", async () => {
  const { supervisor, rows, stage, portfolioId } = await sentPortfolio(host);
  await control.setFaults([{ match: load, action: { do: "hold" } }]);
  const day = halfChanged(without(rows, 3, 4));
  const parts: string[] = [];
  for (const [at, part] of [day.slice(0, 20), day.slice(20)].entries()) {
    parts.push(await stage(part, { load: { kind: "part", number: at + 1, of: 2 } }));
    await confirmUpload(supervisor, { uploadId: parts[at]! });
  }
  const { uploadId } = await makeCloseOut(supervisor, parts[1]!);
  const line = async () => (await showMorning(supervisor)).lines.find(({ portfolio }) => portfolio.id === portfolioId);
  expect(await line()).toMatchObject({ health: "to_confirm", uploadId, debtors: 2 });
  await cancelUpload(supervisor, { uploadId: parts[0]! });
  expect((await showUpload(supervisor, { uploadId })).stopHolds).toBe("close_out_part_cancelled");
  expect(await line()).toMatchObject({ health: "sending", uploadId: parts[1], waiting: 1 });
  await control.setFaults([]);
  await waitForUpload(supervisor, parts[1]!, ["finished"]);
});

test("a close-out is no older file beside a newer one that leaves whom it closes out", async () => {
  const { supervisor, rows, stage, send } = await sentPortfolio(host);
  const loadId = await send(halfChanged(without(rows, 3, 4)));
  const { uploadId } = await makeCloseOut(supervisor, loadId);
  await confirmUpload(supervisor, { uploadId: await stage(without(rows, 3, 4)) });
  const { superseded, stopHolds, newerFile } = await showUpload(supervisor, { uploadId });
  expect([superseded?.debtors, stopHolds, newerFile]).toEqual([0, undefined, undefined]);
});

test("a close-out does not rest on additions that wait before it, but on every part of its set", async () => {
  const world = await sentPortfolio(host);
  const { supervisor, rows } = world;
  const closesBehind = async (uploadId: string) => (await showUpload(supervisor, { uploadId })).closesBehind;
  const day = halfChanged(without(rows, 3, 4));
  const [one, two] = [day.slice(0, 20), day.slice(20)].map((part, at) => [part, at + 1] as const);
  const parts: string[] = [];
  for (const [part, number] of [one!, two!]) {
    parts.push(await world.stage(part, { load: { kind: "part", number, of: 2 } }));
    await confirmUpload(supervisor, { uploadId: parts.at(-1)! });
    await waitForUpload(supervisor, parts.at(-1)!, ["finished"]);
  }
  await control.setFaults([{ match: load, action: { do: "hold" } }]);
  const others = makePortfolio(1).map(([identification, ...rest]) => [`9${identification}`, ...rest]);
  const additions = await world.stage(others, { load: { kind: "additions" } });
  await confirmUpload(supervisor, { uploadId: additions });
  const { uploadId: closeOutId } = await makeCloseOut(supervisor, parts[1]!);
  await confirmUpload(supervisor, { uploadId: closeOutId });
  expect(await closesBehind(additions)).toBeUndefined();
  for (const uploadId of parts)
    expect(await countClosesBehind(askThrough(ownerDatabase()), { tenantId: world.tenantId, uploadId })).toBe(2);
  await control.setFaults([]);
  await waitForUpload(supervisor, closeOutId, ["finished"]);
});

test("a close-out waits for a person once the CRM is no longer known to update, and goes on once it is", async () => {
  // A load that leaves nobody out rests on no such knowledge.
  const { admin, supervisor, tenantId, loadId, closeOutId } = await closeOutBehindItsLoad({ leavesOut: false });
  await editTenant(admin, { tenantId, repeatBehaviour: "unknown" });
  await control.setFaults([]);
  await waitForUpload(supervisor, loadId, ["finished"]);
  const stopped = await waitForUpload(supervisor, closeOutId, ["stopped"]);
  expect([stopped.stopReason, stopped.callsMade]).toEqual(["close_out_refused", 0]);
  expect(stopped.stopHolds).toBe("close_out_updates_unknown");
  await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
  expect((await showUpload(supervisor, { uploadId: closeOutId })).stopHolds).toBeUndefined();
  await resumeUpload(supervisor, { uploadId: closeOutId });
  expect(groupsOf(await waitForUpload(supervisor, closeOutId, ["finished"]))).toEqual([2, 0, 0, 0, 0]);
});

test("a close-out of whom another operation has says so, confirmed or not, and goes once the tenant is back", async () => {
  const { admin, supervisor, tenantId, operation, rows, send } = await sentPortfolio(host);
  const loadId = await send(halfChanged(without(rows, 3, 4)));
  const { uploadId } = await makeCloseOut(supervisor, loadId);
  const held = async () => (await showUpload(supervisor, { uploadId })).stopHolds;
  await editTenant(admin, { tenantId, operation: `otra-${operation}` });
  expect(await held()).toBe("close_out_elsewhere");
  await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({
    ...{ code: "close_out_refused", params: { stop: "close_out_elsewhere" } },
  });
  await editTenant(admin, { tenantId, operation });
  expect(await held()).toBeUndefined();
  const others = makePortfolio(1).map(([identification, ...rest]) => [`9${identification}`, ...rest]);
  const otherId = await stage(supervisor, tenantId, others);
  const before = await loads();
  await control.setFaults([{ match: load, action: { do: "hold" } }]);
  await confirmUpload(supervisor, { uploadId: otherId });
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(loads).toBe(before + 1);
  await editTenant(admin, { tenantId, operation: `otra-${operation}` });
  await control.setFaults([]);
  const { stopReason, stopHolds } = await waitForUpload(supervisor, uploadId, ["stopped"]);
  expect([stopReason, stopHolds, await loads()]).toEqual(["close_out_refused", "close_out_elsewhere", before + 1]);
  await editTenant(admin, { tenantId, operation });
  await resumeUpload(supervisor, { uploadId });
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([2, 0, 0, 0, 0]);
});

test.each(["duplicates", "unknown"] as const)(
  "a load that leaves out whom the CRM has stops once it is not known to update: %s",
  async (repeatBehaviour) => {
    const world = await sentPortfolio(host, makePortfolio(40), 5);
    const { admin, supervisor, tenantId } = world;
    const uploadId = await world.stage(halfChanged(world.rows));
    const { pending } = (await showUpload(supervisor, { uploadId })).groups;
    const before = await loads();
    await control.setFaults([{ match: load, action: { do: "hold" } }]);
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(loads).toBe(before + 1);
    await editTenant(admin, { tenantId, repeatBehaviour });
    await control.setFaults([]);
    const stopped = await waitForUpload(supervisor, uploadId, ["stopped"]);
    expect([stopped.stopReason, await loads()]).toEqual(["updates_unknown", before + 1]);
    await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
    await resumeUpload(supervisor, { uploadId });
    expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([pending.debtors, 0, 0, 0, 0]);
  },
);

test.for(["while it waits", "while it is being sent", "while it is paused"])(
  "a load of whom the CRM has stops once it is known to duplicate %s, and goes on once it is not",
  async (when) => {
    const world = await sentPortfolio(host, makePortfolio(40), 5);
    const { admin, supervisor, tenantId } = world;
    const uploadId = await world.stage(world.rows.map((row) => row.with(6, "Libranza")));
    await explainStops(supervisor, uploadId);
    const others = makePortfolio(1).map(([identification, ...rest]) => [`9${identification}`, ...rest]);
    const otherId = when === "while it waits" ? await stage(supervisor, tenantId, others) : null;
    const before = await loads();
    await control.setFaults([{ match: load, action: { do: "hold" } }]);
    if (otherId !== null) await confirmUpload(supervisor, { uploadId: otherId });
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(loads).toBe(before + 1);
    if (when === "while it is paused") await pauseUpload(supervisor, { uploadId });
    await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
    await control.setFaults([]);
    if (when === "while it is paused") {
      await waitForUpload(supervisor, uploadId, ["paused"]);
      // Resumed, it would only stop.
      expect((await showUpload(supervisor, { uploadId })).stopHolds).toBe("duplicates_now");
      await resumeUpload(supervisor, { uploadId });
    }
    const stopped = await waitForUpload(supervisor, uploadId, ["stopped"]);
    expect([stopped.stopReason, stopped.stopHolds, await loads()]).toEqual([
      "duplicates_now",
      "duplicates_now",
      before + 1,
    ]);
    const told: UploadView[] = [];
    const stop = await watchUpload(supervisor, {
      uploadId,
      onChange: (view) => told.push(view),
      onError: () => undefined,
    });
    await expect.poll(() => told.at(-1)?.stopHolds).toBe("duplicates_now");
    await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
    await expect.poll(() => told.at(-1)).not.toHaveProperty("stopHolds");
    stop();
    await resumeUpload(supervisor, { uploadId });
    expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([40, 0, 0, 0, 0]);
  },
);

test("so does a waiting retry of whom an earlier load brought", async () => {
  const world = await sentPortfolio(host, makePortfolio(10), 5);
  const { admin, supervisor, tenantId } = world;
  const [first = ""] = world.rows[0] ?? [];
  await control.setFaults([
    { match: { identifications: [first] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  const uploadId = await world.stage(world.rows.map((row) => row.with(6, "Libranza")));
  await explainStops(supervisor, uploadId);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const retry = await retryFailures(supervisor, { uploadId });
  const others = makePortfolio(1).map(([identification, ...rest]) => [`9${identification}`, ...rest]);
  const otherId = await stage(supervisor, tenantId, others);
  const before = await loads();
  await control.setFaults([{ match: load, action: { do: "hold" } }]);
  await confirmUpload(supervisor, { uploadId: otherId });
  await confirmUpload(supervisor, { uploadId: retry.id });
  await expect.poll(loads).toBe(before + 1);
  await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
  await control.setFaults([]);
  const { stopReason } = await waitForUpload(supervisor, retry.id, ["stopped"]);
  expect([stopReason, await loads()]).toEqual(["duplicates_now", before + 1]);
});

test("a load that was confirmed when the CRM was known to duplicate goes on", async () => {
  const world = await sentPortfolio(host, makePortfolio(40), 5);
  const { admin, supervisor, tenantId } = world;
  await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
  const uploadId = await world.stage(world.rows.map((row) => row.with(6, "Libranza")));
  await explainStops(supervisor, uploadId);
  await confirmUpload(supervisor, { uploadId });
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([40, 0, 0, 0, 0]);
});

test.for(["while it waits", "while it is being sent"])(
  "a load that leaves out whom the operation has stops when that is another one %s",
  async (when) => {
    const world = await sentPortfolio(host, makePortfolio(40), 5);
    const { admin, supervisor, tenantId, operation } = world;
    const uploadId = await world.stage(halfChanged(world.rows));
    const { unchanged, pending } = (await showUpload(supervisor, { uploadId })).groups;
    expect(unchanged.debtors > 0 && pending.debtors > 10).toBe(true);
    const before = await loads();
    await control.setFaults([{ match: load, action: { do: "hold" } }]);
    const others = makePortfolio(1).map(([identification, ...rest]) => [`9${identification}`, ...rest]);
    const otherId = when === "while it waits" ? await stage(supervisor, tenantId, others) : null;
    if (otherId !== null) await confirmUpload(supervisor, { uploadId: otherId });
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(loads).toBe(before + 1);
    await editTenant(admin, { tenantId, operation: "otra" });
    await control.setFaults([]);
    const stopped = await waitForUpload(supervisor, uploadId, ["stopped"]);
    expect([stopped.stopReason, await loads()]).toEqual(["compared_elsewhere", before + 1]);
    expect((await control.ledger()).filter((one) => one.operation === "otra")).toEqual([]);
    await editTenant(admin, { tenantId, operation });
    await resumeUpload(supervisor, { uploadId });
    const finished = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(groupsOf(finished)).toEqual([pending.debtors, 0, 0, 0, 0]);
  },
);
