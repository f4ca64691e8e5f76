import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ObligationsBehaviour } from "#lib/domain/outcome/obligations-behaviour.ts";
import type { Load } from "#lib/domain/portfolio/load.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { idOf, without } from "#tests/support/close-outs/gone-world.ts";
import { type SteppedPortfolio, steppedPortfolio } from "#tests/support/comparison/stepped-portfolio.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

// What is in line while somebody becomes gone, and what is cancelled afterwards.

const { host } = await runStage({ hasWorker: false });

type Rows = readonly (readonly string[])[];

const rows: Rows = makePortfolio(40);
const only = (...indexes: readonly number[]) => rows.filter(([id]) => indexes.some((index) => id === idOf(index)));
const dearer = (some: Rows) => some.map((row) => row.with(7, "9000,00"));
const additions: Load = { kind: "additions" };
const part = (number: number): Load => ({ kind: "part", number, of: 2 });

const rowOf = ({ portfolioId }: SteppedPortfolio, index: number) =>
  ownerDatabase().snapshotDebtor.findFirstOrThrow({ where: { portfolioId, identification: idOf(index) } });

/** Everybody but debtors 38 and 39 was sent. */
async function begin(obligations: ObligationsBehaviour = "unknown") {
  const world = await steppedPortfolio(host, { obligations });
  await world.send(without(rows, 38, 39));
  return world;
}

const goneOf = async ({ told }: SteppedPortfolio) =>
  ((await told()) as unknown as { gone: [string][] }).gone.map(
    ([identification]) => Number(identification) - 10_000_000,
  );

describe("a load that is cancelled", () => {
  test("leaves everybody as it found them, on every page", async () => {
    const world = await begin();
    const before = [await world.told(), await world.snapshot(), await rowOf(world, 3)];
    const uploadId = await world.stage(without(rows, 3, 4, 38, 39));
    await world.confirm(uploadId);
    expect(await goneOf(world)).toEqual([3, 4]);
    await cancelUpload(world.supervisor, { uploadId });
    expect([await world.told(), await world.snapshot(), await rowOf(world, 3)]).toEqual(before);
  });

  test("is the portfolio's last file once retries send all of it, as if it had never been cancelled", async () => {
    const plain = await begin();
    await plain.send(without(rows, 3, 4, 38, 39));
    await fc.assert(
      fc.asyncProperty(fc.subarray([...Array(20).keys()], { minLength: 1, maxLength: 19 }), async (ordinals) => {
        const world = await begin();
        const before = await goneOf(world);
        const uploadId = await world.stage(dearer(without(rows, 3, 4, 38, 39)));
        await world.confirm(uploadId);
        await cancelUpload(world.supervisor, { uploadId });
        const retry = async (some?: readonly number[]) => {
          const input = some === undefined ? { uploadId } : { uploadId, ordinals: [...some] };
          const { id } = await retryFailures(world.supervisor, input);
          await world.confirm(id);
          return id;
        };
        await retry(ordinals);
        expect(await goneOf(world)).toEqual(before);
        const last = await retry();
        expect(await goneOf(world)).toEqual([3, 4]);
        await cancelUpload(world.supervisor, { uploadId: last });
        expect(await goneOf(world)).toEqual(before);
        await world.confirm((await retryFailures(world.supervisor, { uploadId: last })).id);
        expect(await goneOf(world)).toEqual([3, 4]);
        await world.drain();
        await world.age();
        expect(await goneOf(world)).toEqual([3, 4]);
        expect((await world.snapshot()).map(({ identification, state }) => [identification, state])).toEqual(
          (await plain.snapshot()).map(({ identification, state }) => [identification, state]),
        );
        const plan = await planCloseOut(world.supervisor, { uploadId });
        expect(plan).toMatchObject({ gone: { debtors: 2 }, untouched: { standing: 0 }, refusals: [] });
      }),
      { numRuns: cases(3, 1), seed: 5 },
    );
  });

  test("leaves those whom it named to the file behind it, which says so", async () => {
    const world = await begin();
    const [one, two] = [without(rows, 3, 4, 38, 39), without(dearer(rows), 3, 4, 5, 38, 39)];
    const uploadId = await world.stage(one);
    await world.confirm(uploadId);
    const laterId = await world.stage(two);
    await world.confirm(laterId);
    const told = async () => {
      const { figures, goneSince } = await showComparison(world.supervisor, { uploadId: laterId });
      return [figures.debtors.gone.debtors, goneSince];
    };
    expect(await told()).toEqual([1, 0]);
    await cancelUpload(world.supervisor, { uploadId });
    expect(await goneOf(world)).toEqual([3, 4, 5]);
    await world.drain();
    expect(await goneOf(world)).toEqual([3, 4, 5]);
    expect(await told()).toEqual([1, 2]);
  });

  test("lets an upload before it bring them as it sends them", async () => {
    const world = await begin();
    await world.confirm(await world.stage(dearer(only(3)), additions));
    const uploadId = await world.stage(without(rows, 3, 38, 39));
    await world.confirm(uploadId);
    await cancelUpload(world.supervisor, { uploadId });
    await world.drain();
    const { state, balance } = await rowOf(world, 3);
    expect([state, balance.toFixed(2)]).toEqual(["live", "18000.00"]);
  });

  test("leaves whom another upload sent meanwhile as that sent them", async () => {
    const world = await begin();
    await world.confirm(await world.stage(dearer(only(3)), additions));
    const uploadId = await world.stage(without(rows, 3, 4, 38, 39));
    await world.confirm(uploadId);
    await pauseUpload(world.supervisor, { uploadId });
    await world.drain();
    expect(await goneOf(world)).toEqual([3, 4]);
    await cancelUpload(world.supervisor, { uploadId });
    const [three, four] = [await rowOf(world, 3), await rowOf(world, 4)];
    expect([three.state, three.balance.toFixed(2), four.state]).toEqual(["live", "18000.00", "live"]);
  });

  test("leaves in doubt whom additions had found in doubt", async () => {
    const world = await begin();
    const { portfolioId } = world;
    // As when the tenant moves to another operation.
    const doubted = { state: "uncertain", digest: "", stableDigest: "" } as const;
    await ownerDatabase().snapshotDebtor.updateMany({ where: { portfolioId, identification: idOf(3) }, data: doubted });
    await world.send(dearer(only(3)), additions);
    expect(await rowOf(world, 3)).toMatchObject(doubted);
    const uploadId = await world.stage(without(rows, 3, 38, 39));
    await world.confirm(uploadId);
    expect(await goneOf(world)).toEqual([3]);
    await cancelUpload(world.supervisor, { uploadId });
    expect(await rowOf(world, 3)).toMatchObject(doubted);
  });

  test("does not bring back whom a younger file does not have either", async () => {
    const world = await begin();
    const uploadId = await world.stage(without(rows, 3, 4, 5, 38, 39));
    await world.confirm(uploadId);
    const noted = only(5).map(
      (cells, at) => ({ line: 900 + at, cells: [...cells], kinds: null, reason: "hidden" }) as const,
    );
    const youngerId = await world.stage(without(rows, 3, 5, 38, 39), { kind: "whole" }, noted);
    await world.confirm(youngerId);
    await cancelUpload(world.supervisor, { uploadId });
    expect(await goneOf(world)).toEqual([3]);
    expect((await rowOf(world, 5)).state).toBe("live");
    await world.drain();
    await world.age();
    expect(await goneOf(world)).toEqual([3]);
    const plan = await planCloseOut(world.supervisor, { uploadId: youngerId });
    expect(plan).toMatchObject({ gone: { debtors: 1 }, refusals: [] });
  });
});

describe("whom additions in line are about to bring", () => {
  test("is gone by a whole file that does not have them", async () => {
    const world = await begin();
    await world.confirm(await world.stage(only(38, 39), additions));
    const uploadId = await world.stage(without(rows, 3, 38));
    const { figures } = await showComparison(world.supervisor, { uploadId });
    expect(figures.debtors.gone).toMatchObject({ debtors: 2, balanceBefore: "2006.06" });
    await world.confirm(uploadId);
    await world.drain();
    expect(await goneOf(world)).toEqual([3, 38]);
    await world.age();
    const plan = await planCloseOut(world.supervisor, { uploadId });
    expect(plan).toMatchObject({ gone: { debtors: 2 }, untouched: { uncertain: 0 }, refusals: [] });
    const next = await world.stage(without(rows, 3, 38));
    expect((await showComparison(world.supervisor, { uploadId: next })).figures.debtors.gone.debtors).toBe(0);
  });

  test("is shown before a file is confirmed that was prepared earlier", async () => {
    const world = await begin();
    const uploadId = await world.stage([...without(rows, 6, 38, 39), ...dearer(only(6))]);
    await world.confirm(await world.stage(only(38), additions));
    await expect(confirmUpload(world.supervisor, { uploadId })).rejects.toMatchObject({ code: "comparison_moved" });
    expect((await showComparison(world.supervisor, { uploadId })).figures.debtors.gone.debtors).toBe(1);
    await world.confirm(uploadId);
    await world.drain();
    expect(await goneOf(world)).toEqual([38]);
  });

  test("is gone by a set of parts, whichever of them is confirmed last", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const world = await begin();
      await world.confirm(await world.stage(only(38, 39), additions));
      const file = without(rows, 3, 38);
      const ids = [await world.stage(file.slice(0, 20), part(1)), await world.stage(file.slice(20), part(2))] as const;
      for (const at of order) await world.confirm(ids[at]);
      await world.drain();
      expect(await goneOf(world)).toEqual([3, 38]);
    }
  });

  test("stays if the file is cancelled", async () => {
    const world = await begin();
    await world.confirm(await world.stage(only(38), additions));
    const uploadId = await world.stage(without(rows, 38, 39));
    await world.confirm(uploadId);
    await cancelUpload(world.supervisor, { uploadId });
    await world.drain();
    expect((await rowOf(world, 38)).state).toBe("live");
  });
});

describe("whom an upload in line still sends when a file behind it does not have them", () => {
  const further = only(3)
    .slice(0, 1)
    .map((row) => row.with(6, "Otra").with(7, "50,00").with(5, "99-3"));

  test("is gone with all that it sent", async () => {
    const world = await begin();
    const before = await rowOf(world, 3);
    await world.confirm(await world.stage(further, additions));
    await world.confirm(await world.stage(dearer(only(4)), additions));
    const uploadId = await world.stage(without(rows, 3, 4, 38, 39));
    await world.confirm(uploadId);
    await world.drain();
    const three = await rowOf(world, 3);
    expect([three.state, three.obligations, three.balance.toNumber()]).toEqual([
      ...["gone", before.obligations + 1, before.balance.toNumber() + 50],
    ]);
    await world.age();
    const { gone } = await planCloseOut(world.supervisor, { uploadId });
    expect(gone).toMatchObject({ debtors: 2, obligations: before.obligations + 2 });
  });

  test("is what it would be if each had been sent before the next was staged", async () => {
    const load = fc.record({
      isAdditions: fc.boolean(),
      indexes: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 8 }),
      cents: fc.integer({ min: 1, max: 4 }),
      product: fc.constantFrom("1", "2", null),
    });
    const behaviours = fc.constantFrom("unknown", "merges", "replaces");
    await fc.assert(
      fc.asyncProperty(fc.array(load, { minLength: 2, maxLength: 4 }), behaviours, async (loads, obligations) => {
        const files = loads.map(({ isAdditions, indexes, cents, product }) => ({
          load: isAdditions ? additions : ({ kind: "whole" } as Load),
          rows: [
            ...without(rows, ...Array(10).keys(), 38, 39).slice(0, isAdditions ? 0 : 40),
            ...only(...indexes).map((row) => {
              const dear = row.with(7, `${cents}0,00`);
              return product === null ? dear : dear.with(5, `${row[5]}-${product}`);
            }),
          ],
        }));
        const [turn, line] = [await begin(obligations), await begin(obligations)];
        for (const one of files) await turn.send(one.rows, one.load);
        for (const one of files) await line.confirm(await line.stage(one.rows, one.load));
        await line.drain();
        const told = async (world: SteppedPortfolio) =>
          (await world.snapshot()).map(({ digest: _, balance, payload, ...row }) => {
            const { Obligations, ...own } = JSON.parse(payload ?? "{}") as { Obligations: { id: string }[] };
            // Additions whose debtors have it all already are sent only from the line.
            const obligations = Obligations.toSorted((one, other) => (one.id < other.id ? -1 : 1));
            return { ...row, ...own, obligations, balance: balance.toFixed(2) };
          });
        expect(await told(line)).toEqual(await told(turn));
      }),
      { numRuns: cases(40, 4), seed: 9 },
    );
  });
});

describe("a part that was confirmed with another one, discarded since", () => {
  const file = without(rows, 3, 38, 39);
  const [one, two] = [file.slice(0, 20), file.slice(20)];

  test("is told by an older part that takes its place, before that one is confirmed", async () => {
    const world = await begin();
    const olderId = await world.stage(one, part(1));
    const youngerId = await world.stage(one.slice(0, 5), part(1));
    const twoId = await world.stage(two, part(2));
    await world.confirm(twoId);
    expect((await showComparison(world.supervisor, { uploadId: olderId })).tellsGone).toBe(false);
    await cancelUpload(world.supervisor, { uploadId: youngerId });
    const told = await showComparison(world.supervisor, { uploadId: olderId });
    expect(told).toMatchObject({
      tellsGone: true,
      figures: { debtors: { gone: { debtors: 1 } } },
      partsUnconfirmed: [],
    });
    expect(await showComparison(world.supervisor, { uploadId: twoId })).toMatchObject({
      ...{ partsCancelled: [1], partsUnconfirmed: [] },
      namedBy: { uploadId: olderId },
    });
    expect(await goneOf(world)).toEqual([]);
    await world.confirm(olderId);
    expect(await goneOf(world)).toEqual([3]);
    await world.drain();
    await world.age();
    expect((await planCloseOut(world.supervisor, { uploadId: olderId })).gone.debtors).toBe(1);
    expect((await planCloseOut(world.supervisor, { uploadId: twoId })).refusals).toContain("not_whole");
  });

  test("says that nobody is gone by it if all others were confirmed, too", async () => {
    const world = await begin();
    await world.confirm(await world.stage(one, part(1)));
    const youngerId = await world.stage(one.slice(0, 5), part(1));
    const twoId = await world.stage(two, part(2));
    await world.confirm(twoId);
    await cancelUpload(world.supervisor, { uploadId: youngerId });
    const told = await showComparison(world.supervisor, { uploadId: twoId });
    expect(told).toMatchObject({ partsCancelled: [1], partsUnconfirmed: [], namedBy: null });
    await world.drain();
    expect(await goneOf(world)).toEqual([]);
  });
});

describe("a close-out of a set", () => {
  test("is refused where more are gone than would stop a whole file, as for that", async () => {
    const refusals = [];
    for (const isSet of [false, true]) {
      const world = await begin();
      const file = rows.slice(0, 30);
      const ids = isSet
        ? [await world.stage(file.slice(0, 14), part(1)), await world.stage(file.slice(14), part(2))]
        : [await world.stage(file)];
      for (const uploadId of ids) await world.confirm(uploadId);
      await world.drain();
      refusals.push((await planCloseOut(world.supervisor, { uploadId: ids.at(-1)! })).refusals);
    }
    expect(refusals).toEqual([["stop_about_who"], ["stop_about_who"]]);
  });
});
