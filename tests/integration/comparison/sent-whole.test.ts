import { describe, expect, test } from "vitest";
import type { Load } from "#lib/domain/portfolio/load.ts";
import { closeOut } from "#lib/services/close-outs/close-out.ts";
import { seekMadeWhole } from "#lib/services/comparison/seek-made-whole.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { closeOutWords, idOf, without } from "#tests/support/close-outs/gone-world.ts";
import { type SteppedPortfolio, steppedPortfolio } from "#tests/support/comparison/stepped-portfolio.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host } = await runStage({ hasWorker: false });

const rows = makePortfolio(12);
const additions: Load = { kind: "additions" };
/** Debtor 4 is gone, and of debtor 6 the second obligation; everybody else owes something else. */
const smaller = without(rows, 4)
  .filter(([, , , , , number]) => number !== "6-2")
  .map((cells) => cells.with(7, "9000,00"));

/** A load that was confirmed, and cancelled before anything went. */
async function cancelled(world: SteppedPortfolio, file: readonly (readonly string[])[] = smaller): Promise<string> {
  const uploadId = await world.stage(file);
  await world.confirm(uploadId);
  await cancelUpload(world.supervisor, { uploadId });
  return uploadId;
}

/** Sends a file; `isCancelled`: as a retry of all of it, after it was cancelled. */
async function sendSmaller(world: SteppedPortfolio, isCancelled: boolean) {
  if (!isCancelled) {
    await world.send(smaller);
    return;
  }
  const uploadId = await cancelled(world);
  await world.confirm((await retryFailures(world.supervisor, { uploadId })).id);
  await world.drain();
}

/** What is read in a portfolio whose file was cancelled and sent whole by a retry, and in one whose file was just sent. */
async function both<T>(read: (world: SteppedPortfolio) => Promise<T>): Promise<readonly [T, T]> {
  const told = async (isCancelled: boolean) => {
    const world = await steppedPortfolio(host);
    await world.send(rows);
    await sendSmaller(world, isCancelled);
    await world.age();
    return read(world);
  };
  return [await told(true), await told(false)];
}

test("a cancelled load tells nobody gone until retries have sent it whole", async () => {
  const world = await steppedPortfolio(host);
  const { supervisor } = world;
  await world.send(rows);
  const uploadId = await world.stage(smaller);
  const told = async () => {
    const { tellsGone, isCancelled } = await showComparison(supervisor, { uploadId });
    return { tellsGone, isCancelled, isMadeWhole: (await showUpload(supervisor, { uploadId })).isMadeWhole ?? false };
  };
  await world.confirm(uploadId);
  expect(await told()).toEqual({ tellsGone: true, isCancelled: false, isMadeWhole: false });
  await cancelUpload(supervisor, { uploadId });
  expect(await told()).toEqual({ tellsGone: false, isCancelled: true, isMadeWhole: false });
  await world.confirm((await retryFailures(supervisor, { uploadId })).id);
  expect(await told()).toEqual({ tellsGone: true, isCancelled: false, isMadeWhole: true });
});

test("whom a load told gone that was cancelled while the tenant was elsewhere is known again once it is back", async () => {
  const world = await steppedPortfolio(host);
  const { supervisor, tenantId } = world;
  await world.send(rows);
  const before = await world.snapshot();
  const uploadId = await world.stage(smaller);
  await world.confirm(uploadId);
  const { operation } = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } });
  const move = (to: string) => ownerDatabase().tenant.update({ where: { id: tenantId }, data: { operation: to } });
  await move(`${operation} bis`);
  await cancelUpload(supervisor, { uploadId });
  expect((await world.snapshot()).map(({ state }) => state)).toEqual(before.map(() => "uncertain"));
  await move(operation);
  expect(await world.snapshot()).toEqual(before);
});

describe("the retry that sends the rest of a cancelled load", () => {
  const goneOf = async ({ supervisor, portfolioId }: SteppedPortfolio) =>
    (await showPortfolio(supervisor, { portfolioId })).snapshot.gone.debtors;

  test("says who will be gone by the load, and who is, as the portfolio does", async () => {
    const world = await steppedPortfolio(host);
    const { supervisor } = world;
    await world.send(rows);
    const uploadId = await cancelled(world);
    const fileName = (await showUpload(supervisor, { uploadId })).fileName;
    const { portfolioId } = world;
    const told = { load: { uploadId, fileName }, portfolioId, debtors: 1 };
    const { id: retryId } = await retryFailures(supervisor, { uploadId });
    const says = (id: string) => seekMadeWhole(supervisor, { uploadId: id });
    expect([await says(retryId), await goneOf(world)]).toEqual([{ ...told, isMade: false }, 0]);
    await world.confirm(retryId);
    expect([await says(retryId), await goneOf(world)]).toEqual([{ ...told, isMade: true }, 1]);
    expect(await says(uploadId)).toBeNull();
    // What was cancelled of the retry is not in: nobody is gone until another has it.
    await cancelUpload(supervisor, { uploadId: retryId });
    expect([await says(retryId), await goneOf(world)]).toEqual([null, 0]);
    const { id: secondId } = await retryFailures(supervisor, { uploadId: retryId });
    await world.confirm(secondId);
    expect([await says(retryId), await says(secondId)]).toEqual([null, { ...told, isMade: true }]);
  });

  test("makes it whole without whom it may not send, because they are held", async () => {
    const world = await steppedPortfolio(host);
    const { supervisor, tenantId } = world;
    await world.send(rows);
    const uploadId = await cancelled(world);
    await addHolds(supervisor, { tenantId, identifications: [idOf(7)], why: "claim" });
    const { id: retryId, totals } = await retryFailures(supervisor, { uploadId });
    expect([totals.staged.debtors, await goneOf(world)]).toEqual([10, 0]);
    expect(await seekMadeWhole(supervisor, { uploadId: retryId })).toMatchObject({ debtors: 1, isMade: false });
    await world.confirm(retryId);
    expect(await goneOf(world)).toBe(1);
  });

  test("is the last of several, and says nothing of whom a later file has brought or where nobody is gone", async () => {
    const world = await steppedPortfolio(host);
    const { supervisor } = world;
    await world.send(rows);
    const uploadId = await cancelled(world, without(smaller, 5));
    const says = (id: string) => seekMadeWhole(supervisor, { uploadId: id });
    const { id: firstId } = await retryFailures(supervisor, { uploadId, ordinals: [0, 1, 2] });
    await world.confirm(firstId);
    const { id: lastId } = await retryFailures(supervisor, { uploadId });
    expect([await says(firstId), (await says(lastId))?.debtors]).toEqual([null, 2]);
    await world.send(
      rows.filter(([id]) => id === idOf(4)),
      additions,
    );
    expect(await says(lastId)).toMatchObject({ debtors: 1, isMade: false });
    await world.confirm(lastId);
    expect(await says(firstId)).toBeNull();
    expect([(await says(lastId))?.debtors, await goneOf(world)]).toEqual([1, 1]);
    await world.send(rows);
    expect([await says(lastId), await goneOf(world)]).toEqual([null, 0]);
  });
});

test("a retry by which a cancelled load is whole says which close-out of it hangs on the retry", async () => {
  const world = await steppedPortfolio(host);
  const { supervisor } = world;
  await world.send(rows);
  const uploadId = await cancelled(world);
  const { id: retryId } = await retryFailures(supervisor, { uploadId });
  const closesBehind = async () => (await showUpload(supervisor, { uploadId: retryId })).closesBehind;
  await world.confirm(retryId);
  expect(await closesBehind()).toBeUndefined();
  await world.confirm((await closeOut(supervisor, { uploadId, ...closeOutWords })).uploadId);
  expect(await closesBehind()).toBe(1);
});

describe("a cancelled load that a retry sent whole", () => {
  test("closes nobody while that retry waits behind the close-out", async () => {
    const world = await steppedPortfolio(host);
    const { supervisor } = world;
    await world.send(rows);
    const uploadId = await cancelled(world);
    const first = await retryFailures(supervisor, { uploadId });
    await world.confirm(first.id);
    const { uploadId: closing } = await closeOut(supervisor, { uploadId, ...closeOutWords });
    await world.confirm(closing);
    await cancelUpload(supervisor, { uploadId: first.id });
    const second = await retryFailures(supervisor, { uploadId: first.id });
    await world.confirm(second.id);
    await world.drain();
    const states = async () =>
      Promise.all([closing, second.id].map(async (id) => (await showUpload(supervisor, { uploadId: id })).state));
    expect(await states()).toEqual(["stopped", "queued"]);
    // The load counts again by then, and what brings it waits for the close-out: both pages say so.
    const stopHolds = "close_out_retry_behind";
    expect(await showUpload(supervisor, { uploadId: closing })).toMatchObject({
      stopReason: "close_out_refused",
      stopHolds,
    });
    expect((await showUpload(supervisor, { uploadId: second.id })).line?.held).toMatchObject({
      id: closing,
      stopHolds,
    });
    // The next one comes after all that the load is whole by.
    await cancelUpload(supervisor, { uploadId: closing });
    expect((await planRetry(supervisor, { uploadId: closing })).debtors).toBe(1);
    const { uploadId: later } = await closeOut(supervisor, { uploadId, ...closeOutWords });
    await world.confirm(later);
    await world.drain();
    expect((await showUpload(supervisor, { uploadId: later })).groups.accepted.debtors).toBe(1);
  });

  test("remembers the obligations that it named gone", async () => {
    const [retried, sent] = await both(async ({ supervisor, stage }) => {
      const { figures } = await showComparison(supervisor, { uploadId: await stage(rows) });
      return [figures.debtors, figures.obligations];
    });
    expect(retried).toEqual(sent);
    expect(sent).toMatchObject([
      { returned: { debtors: 1 } },
      { returned: { obligations: 2 }, new: { obligations: 0 } },
    ]);
  });

  test("is the portfolio's balance of the morning", async () => {
    const [retried, sent] = await both(async ({ supervisor, portfolioId }) => {
      const line = (await showMorning(supervisor)).lines.find(({ portfolio }) => portfolio.id === portfolioId);
      return line?.balance;
    });
    expect(sent).toMatchObject({ amount: expect.stringMatching(/^1\d{5}\.00$/), change: expect.any(Number) });
    expect(retried).toEqual(sent);
  });

  test("and one that nobody did is no file of the portfolio, of the morning's neither", async () => {
    const world = await steppedPortfolio(host);
    const { supervisor, portfolioId } = world;
    const balances = async () => {
      const line = (await showMorning(supervisor)).lines.find(({ portfolio }) => portfolio.id === portfolioId);
      const { lastLoad } = await showPortfolio(supervisor, { portfolioId });
      return [lastLoad?.file?.balance, line?.balance?.amount];
    };
    await world.send(rows);
    const [whole] = await balances();
    const uploadId = await world.stage(smaller);
    await world.confirm(uploadId);
    const [less] = await balances();
    expect(less).not.toBe(whole);
    await cancelUpload(supervisor, { uploadId });
    expect(await balances()).toEqual([whole, whole]);
    await world.confirm((await retryFailures(supervisor, { uploadId })).id);
    expect(await balances()).toEqual([less, less]);
  });

  test("is the newer file for a draft of before", async () => {
    const world = await steppedPortfolio(host);
    await world.send(rows);
    const draftId = await world.stage(rows);
    await sendSmaller(world, true);
    const { newerFile } = await showUpload(world.supervisor, { uploadId: draftId });
    expect(newerFile?.confirmedAt).toEqual(expect.any(String));
  });

  test("is the whole file beside later additions", async () => {
    for (const days of [0, 40]) {
      const [retried, sent] = await both(async ({ supervisor, tenantId, portfolioId, send }) => {
        await ownerDatabase()
          .$executeRaw`UPDATE "Upload" SET "createdAt" = "createdAt" - make_interval(days => ${days}::int),
            "stagedAt" = "stagedAt" - make_interval(days => ${days}::int) WHERE "tenantId" = ${tenantId}::uuid`;
        await send(
          rows.filter(([id]) => id === idOf(4)),
          additions,
        );
        return (await showPortfolio(supervisor, { portfolioId })).lastLoad?.file;
      });
      expect(sent).toMatchObject({ debtors: 11, obligations: smaller.length, wholeDay: expect.any(String) });
      expect(retried).toEqual(sent);
    }
  });
});
