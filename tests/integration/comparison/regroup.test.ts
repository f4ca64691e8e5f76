import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { envelopeBytes } from "#lib/domain/debtors/batch-debtors.ts";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { renewComparison } from "#lib/services/comparison/renew-comparison.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makePortfolio, makeTeam, makeUser, signedOut, stage, type UserCtx } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage();
const debtors = 60;
const rows = makePortfolio(debtors);
const batchSize = 7;

/** The same numbers from one seed, so that a failure can be repeated. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A day on which some debtors have another name (one of a few, so that two days may agree) or another product. */
function dayOf(random: () => number): string[][] {
  const marks = new Map(
    [...new Set(rows.map(([id]) => id))].map((id) => {
      const name = random() < 0.1 ? `Otro ${Math.floor(random() * 2)}` : null;
      return [id, { name, product: random() < 0.1 ? "Oro" : null }];
    }),
  );
  return rows.map((row) => {
    const { name, product } = marks.get(row[0]) ?? { name: null, product: null };
    return row.with(1, name ?? row[1] ?? "").with(6, product ?? row[6] ?? "");
  });
}

async function loaded() {
  await control.setSettings({ latencyMs: 0 });
  const team = await makeTeam({ server: host, batchSize, repeatBehaviour: "updates" });
  const portfolioId = await makePortfolioOf(team.tenantId);
  await ownerDatabase().portfolio.update({ where: { id: portfolioId }, data: { volatileFields: ["obligation.name"] } });
  const load = (day: readonly (readonly string[])[]) => stageLoad(team.supervisor, team.tenantId, portfolioId, day);
  const send = async (uploadId: string) => {
    await explainStops(team.supervisor, uploadId);
    await confirmUpload(team.supervisor, { uploadId });
    await waitForUpload(team.supervisor, uploadId, ["finished"]);
  };
  await send(await load(rows));
  return { ...team, portfolioId, load, send };
}

/** The batches of an upload are what staging would have made of their debtors, and its counters those of its records. */
async function expectWhole(ctx: UserCtx, uploadId: string): Promise<void> {
  const batches = await ownerDatabase().batch.findMany({
    where: { uploadId },
    include: { records: { orderBy: { ordinal: "asc" } } },
  });
  for (const { records, ...batch } of batches) {
    const payloads = records.map(({ payload }) => payload ?? "");
    expect(records.length).toBeGreaterThan(0);
    expect(records.length).toBeLessThanOrEqual(batchSize);
    expect(new Set(records.map(({ state }) => state))).toEqual(new Set([batch.state]));
    expect({ ...batch, balance: batch.balance.toFixed(2) }).toMatchObject({
      debtors: records.length,
      obligations: records.reduce((sum, { obligations }) => sum + obligations, 0),
      balance: (records.reduce((sum, { balance }) => sum + Number(balance) * 100, 0) / 100).toFixed(2),
      bytes: payloads.reduce((sum, payload) => sum + Buffer.byteLength(payload) + 1, envelopeBytes),
      sha256: createHash("sha256")
        .update(payloads.map((payload) => `${payload}\n`).join(""))
        .digest("hex"),
    });
  }
  const upload = await showUpload(ctx, { uploadId });
  expect(upload.batchCount).toBe(batches.filter(({ state }) => state === "pending").length);
  expect(sumOfGroups(upload).debtors).toBe(upload.totals.staged.debtors);
}

const groupsOf = async (uploadId: string) => {
  const records = await ownerDatabase().record.findMany({ where: { uploadId }, orderBy: { ordinal: "asc" } });
  return records.map(({ state, change }) => `${state} ${change === "same" || change === "volatile" ? change : ""}`);
};
const countOf = (groups: readonly string[], group: string) => groups.filter((each) => each === group).length;

const seeds = [1, 2, 3, 4, 5, 6].slice(0, cases(6, 2));

describe("a load compared again after another was sent", () => {
  test.each(seeds)("sends who differs from the CRM now, and nobody else: seed %i", async (seed) => {
    const { supervisor, load, send } = await loaded();
    const random = randomOf(seed);
    const uploadId = await load(dayOf(random));
    const countsVolatile = seed % 2 === 0;
    await chooseSending(supervisor, { uploadId, sends: "changes", countsVolatile });
    expect(await seekMoved(supervisor, { uploadId })).toBe(false);
    for (let between = 0; between <= seed % 3; between++) await send(await load(dayOf(random)));
    expect(await seekMoved(supervisor, { uploadId })).toBe(true);
    await renewComparison(supervisor, { uploadId });
    expect(await seekMoved(supervisor, { uploadId })).toBe(false);
    await expectWhole(supervisor, uploadId);
    const { figures, choice, comparedAt } = await showComparison(supervisor, { uploadId });
    const groups = await groupsOf(uploadId);
    const { same, volatile, changed } = figures.debtors;
    expect(changed.debtors).toBeGreaterThan(0);
    expect(countOf(groups, "pending ")).toBe(changed.debtors);
    expect(countOf(groups, "unchanged same")).toBe(same.debtors);
    // Counted twice: by the trigger, and record by record.
    const counted = (await showUpload(supervisor, { uploadId })).groups;
    expect(counted.volatile.debtors).toBe(countOf(groups, "unchanged volatile"));
    expect(counted.unchanged.debtors).toBe(countOf(groups, "unchanged same"));
    expect(countOf(groups, countsVolatile ? "pending volatile" : "unchanged volatile")).toBe(volatile.debtors);
    expect(choice.calls.changes).toBeLessThan(choice.calls.everything);
    // The choice still moves whole groups.
    await chooseSending(supervisor, { uploadId, sends: "everything", countsVolatile });
    expect((await showUpload(supervisor, { uploadId })).groups).toMatchObject({
      unchanged: { debtors: 0 },
      volatile: { debtors: 0 },
    });
    await chooseSending(supervisor, { uploadId, sends: "changes", countsVolatile });
    expect(await groupsOf(uploadId)).toEqual(groups);
    // What is shown is confirmed at once.
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId, comparedAt });
    const { groups: ended } = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(ended.accepted.debtors).toBe(changed.debtors + (countsVolatile ? volatile.debtors : 0));
  });

  test("is cut anew by a refused confirmation too", async () => {
    const { supervisor, load, send } = await loaded();
    const renamed = (name: string, at: number) =>
      rows.map((row) => (row[0] === String(10_000_000 + at) ? row.with(1, name) : [...row]));
    const uploadId = await load(renamed("Otro", 3));
    await send(await load(renamed("Otro", 3).map((row) => (row[0] === "10000009" ? row.with(1, "Más") : row))));
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({
      code: "comparison_moved",
      params: { debtors: 1 },
    });
    // Who was to be sent is what the CRM has by now; who was not is not any more.
    expect((await showUpload(supervisor, { uploadId })).groups).toMatchObject({
      pending: { debtors: 1 },
      unchanged: { debtors: debtors - 1 },
    });
    await expectWhole(supervisor, uploadId);
    await send(uploadId);
  });
});

describe("comparing again", () => {
  test("names the setting by which nobody knows any more what the CRM has", async () => {
    const { supervisor, tenantId, load, send } = await loaded();
    const tenant = { where: { id: tenantId } };
    const [confirmed, renewed] = [await load(rows), await load(rows)];
    await ownerDatabase().tenant.update({ ...tenant, data: { operation: `${tenantId}-2` } });
    await explainStops(supervisor, confirmed);
    await expect(confirmUpload(supervisor, { uploadId: confirmed })).rejects.toMatchObject({
      code: "comparison_moved",
      params: { debtors, setting: "connection" },
    });
    expect(await renewComparison(supervisor, { uploadId: renewed })).toMatchObject({ debtors, setting: "connection" });
    await send(confirmed);
    // By another load.
    expect(await renewComparison(supervisor, { uploadId: renewed })).toMatchObject({ setting: null });
    const later = await load(rows);
    await ownerDatabase().tenant.update({ ...tenant, data: { repeatBehaviour: "unknown" } });
    expect(await renewComparison(supervisor, { uploadId: later })).toMatchObject({ setting: "unknown" });
  });

  test("is refused to strangers and for what is not staged", async () => {
    const { supervisor, tenantId, load } = await loaded();
    const uploadId = await load(rows);
    for (const verb of [renewComparison, seekMoved]) {
      await expect(verb(signedOut, { uploadId })).rejects.toMatchObject({ code: "signed_out" });
      await expect(verb(await makeUser("supervisor"), { uploadId })).rejects.toMatchObject({ code: "not_found" });
    }
    const none = await stage(supervisor, tenantId, rows);
    expect(await seekMoved(supervisor, { uploadId: none })).toBe(false);
    await expect(renewComparison(supervisor, { uploadId: none })).rejects.toMatchObject({ code: "not_found" });
    await cancelUpload(supervisor, { uploadId });
    expect(await seekMoved(supervisor, { uploadId })).toBe(false);
    await expect(renewComparison(supervisor, { uploadId })).rejects.toMatchObject({ code: "state_moved" });
  });
});
