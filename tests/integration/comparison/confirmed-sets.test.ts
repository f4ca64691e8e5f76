import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Load } from "#lib/domain/portfolio/load.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { renewComparison } from "#lib/services/comparison/renew-comparison.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { idOf, makeCloseOut } from "#tests/support/close-outs/gone-world.ts";
import { acceptAll, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

// No worker: what is confirmed stays in line and can still be cancelled.
const setup = { server: "crm01.wolkvox.com", batchSize: 50, repeatBehaviour: "updates" } as const;
const team = await makeTeam(setup);
const { supervisor, tenantId } = team;
afterAll(() => closeAll());

const rows = makePortfolio(12);
const rowsOf = (...indexes: readonly number[]) => rows.filter(([id]) => indexes.some((index) => id === idOf(index)));
const part = (number: number, of = 2): Load => ({ kind: "part", number, of });

/** A portfolio of which all twelve debtors were accepted. */
async function begin({ supervisor, tenantId } = team) {
  const portfolioId = await makePortfolioOf(tenantId);
  const stage = (load: Load, ...indexes: readonly number[]) =>
    stageLoad(supervisor, tenantId, portfolioId, rowsOf(...indexes), { load });
  const wholeId = await stageLoad(supervisor, tenantId, portfolioId, rows);
  await acceptAll(wholeId);
  return {
    portfolioId,
    stage,
    gone: async () =>
      (await listGone(supervisor, { portfolioId })).items.map(
        ({ identification }) => Number(identification) - 10_000_000,
      ),
    stateOf: async (index: number) =>
      (await ownerDatabase().snapshotDebtor.findFirstOrThrow({ where: { portfolioId, identification: idOf(index) } }))
        .state,
  };
}

const confirm = (uploadId: string) => confirmUpload(supervisor, { uploadId });
const cancel = (uploadId: string) => cancelUpload(supervisor, { uploadId });
const compared = (uploadId: string) => showComparison(supervisor, { uploadId });

describe("a set of parts that is confirmed", () => {
  test("makes gone who is in none of its parts, and can be closed out", async () => {
    const { stage, gone, portfolioId } = await begin();
    const ids = [await stage(part(1), 0, 1, 2, 3, 4), await stage(part(2), 5, 6, 7, 8, 9)] as const;
    expect((await compared(ids[1])).partsUnconfirmed).toEqual([1]);
    expect((await compared(ids[0])).namedBy).toMatchObject({ uploadId: ids[1] });
    expect((await compared(ids[1])).namedBy).toBeNull();
    await confirm(ids[0]);
    expect((await compared(ids[1])).partsUnconfirmed).toEqual([]);
    expect(await gone()).toEqual([]);
    await confirm(ids[1]);
    expect(await gone()).toEqual([10, 11]);
    const { loads } = await showGone(supervisor, { portfolioId });
    expect(loads).toMatchObject([{ uploadId: ids[1], debtors: 2 }]);
    expect(loads[0]?.refusals).not.toContain("not_whole");
    expect(await planCloseOut(supervisor, { uploadId: ids[1] })).toMatchObject({ gone: { debtors: 2 } });
    expect((await planCloseOut(supervisor, { uploadId: ids[0] })).refusals).toContain("not_whole");
  });

  test("makes gone, in whatever order its parts come, are confirmed and are cancelled", async () => {
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
    const day = fc.record({
      staged: order,
      confirmed: order,
      cancelled: fc.option(fc.nat(2)),
      until: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(day, async ({ staged, confirmed, cancelled, until }) => {
        const { stage, gone, stateOf } = await begin();
        const ids = new Map<number, string>();
        for (const at of staged) ids.set(at, await stage(part(at + 1, 3), at * 3, at * 3 + 1, at * 3 + 2));
        for (const at of confirmed.slice(0, until)) await confirm(ids.get(at)!);
        expect(await gone()).toEqual(until === 3 ? [9, 10, 11] : []);
        if (cancelled === null) return;
        await cancel(ids.get(cancelled)!);
        expect(await gone()).toEqual([]);
        expect(await stateOf(11)).toBe("live");
      }),
      { numRuns: cases(12, 5) },
    );
  });

  test("is closed out no more once one of its parts is cancelled", async () => {
    // In the other team all twelve live in several portfolios, and then nobody is closed.
    const alone = await makeTeam(setup);
    const { stage } = await begin(alone);
    const ids = [await stage(part(1), 0, 1, 2, 3, 4), await stage(part(2), 5, 6, 7, 8, 9)] as const;
    for (const uploadId of ids) await confirmUpload(alone.supervisor, { uploadId });
    const made = await makeCloseOut(alone.supervisor, ids[1]);
    await cancelUpload(alone.supervisor, { uploadId: ids[0] });
    expect((await planCloseOut(alone.supervisor, { uploadId: ids[1] })).refusals).toContain("not_whole");
    await expect(confirmUpload(alone.supervisor, made)).rejects.toMatchObject({
      ...{ code: "close_out_refused", params: { stop: "close_out_part_cancelled" } },
    });
  });

  test("does not make gone whom a load confirmed since its last part has brought", async () => {
    const { stage, gone } = await begin();
    const [oneId, twoId] = [await stage(part(1), 0, 1, 2, 3, 4), await stage(part(2), 5, 6, 7, 8, 9)];
    await confirm(twoId);
    const additionsId = await stage({ kind: "additions" }, 10);
    await confirm(additionsId);
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { identification: idOf(10), tenantId, uploadId: { not: additionsId } },
      data: { place: fromNow() },
    });
    await confirm(oneId);
    expect(await gone()).toEqual([11]);
  });

  test("is not one with a part that was discarded, and whose place another file took", async () => {
    const { stage, gone } = await begin();
    const discardedId = await stage(part(1), 0);
    const twoId = await stage(part(2), 5, 6, 7, 8, 9);
    await confirm(twoId);
    await cancel(discardedId);
    const oneId = await stage(part(1), 0, 1, 2, 3, 4);
    expect(await gone()).toEqual([]);
    await confirm(oneId);
    expect(await gone()).toEqual([10, 11]);
  });
});

describe("a part whose sibling is discarded", () => {
  test("is compared again, and tells nobody gone", async () => {
    const { stage } = await begin();
    const oneId = await stage(part(1), 0, 1, 2);
    const twoId = await stage(part(2), 5, 6);
    expect(await compared(twoId)).toMatchObject({ tellsGone: true, figures: { debtors: { gone: { debtors: 7 } } } });
    await cancel(oneId);
    const again = await compared(twoId);
    expect(again).toMatchObject({ tellsGone: false, figures: { debtors: { gone: { debtors: 0 } } } });
    await confirm(twoId);
  });

  test("is not confirmed by figures that still count it", async () => {
    const { stage } = await begin();
    const oneId = await stage(part(1), 0, 1, 2);
    const twoId = await stage(part(2), 5, 6);
    // As if the comparison had not been made again: its thread was down.
    await ownerDatabase().upload.update({ where: { id: oneId }, data: { state: "cancelled" } });
    await expect(confirm(twoId)).rejects.toMatchObject({ code: "comparison_moved" });
    expect((await compared(twoId)).tellsGone).toBe(false);
    await confirm(twoId);
  });

  test("does not keep its rows that nobody can identify", async () => {
    const { portfolioId } = await begin();
    const load = (number: number, day: typeof rows) =>
      stageLoad(supervisor, tenantId, portfolioId, day, { load: part(number) });
    const nobody = (index: number) => rowsOf(index).map((row) => row.with(0, ""));
    const oneId = await load(1, [...rowsOf(0, 1), ...nobody(2)]);
    const twoId = await load(2, [...rowsOf(5, 6), ...nobody(7)]);
    const counted = async () => (await compared(twoId)).figures.unidentifiedRows;
    const before = await counted();
    await cancel(oneId);
    const alone = await counted();
    expect(alone).toBeGreaterThan(0);
    expect(before).toBeGreaterThan(alone);
  });

  test("has moved once a part of it is cancelled, for whoever opens the last one", async () => {
    const { stage } = await begin();
    const ids = [await stage(part(1), 0, 1, 2), await stage(part(2), 3, 4)] as const;
    expect(await seekMoved(supervisor, { uploadId: ids[1] })).toBe(false);
    // As if comparing it again had failed.
    await ownerDatabase().upload.update({ where: { id: ids[0] }, data: { state: "cancelled" } });
    expect(await seekMoved(supervisor, { uploadId: ids[1] })).toBe(true);
    await renewComparison(supervisor, { uploadId: ids[1] });
    expect(await seekMoved(supervisor, { uploadId: ids[1] })).toBe(false);
  });
});
