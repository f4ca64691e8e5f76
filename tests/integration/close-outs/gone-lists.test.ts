import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GoneDebtorView, GoneList } from "#lib/domain/views/close-out-view.ts";
import type { Page } from "#lib/domain/views/page.ts";
import { exportGone } from "#lib/services/close-outs/export-gone.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import {
  idOf,
  makeCloseOut,
  type SentPortfolio,
  sentPortfolio,
  without,
} from "#tests/support/close-outs/gone-world.ts";
import { explainStops } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { collected, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage();

/** Sends a close-out of a load. */
async function close({ supervisor }: SentPortfolio, loadId: string): Promise<string> {
  const { uploadId } = await makeCloseOut(supervisor, loadId);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  return uploadId;
}

const listed = async ({ supervisor, portfolioId }: SentPortfolio, list: GoneList) =>
  (await listGone(supervisor, { portfolioId, list })).items;

async function pagesOf({ supervisor, portfolioId }: SentPortfolio, list: GoneList, limit: number) {
  const pages: (readonly GoneDebtorView[])[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const { items, next }: Page<GoneDebtorView> = await listGone(supervisor, { portfolioId, list, after, limit });
    pages.push(items);
    after = next;
  }
  return pages;
}

const withoutObligations = (rows: SentPortfolio["rows"], ...numbers: readonly string[]) =>
  rows.filter((row) => !numbers.includes(row[5] ?? ""));

/** Cancels a load whose balances are all new, once twenty of its debtors are sent. */
async function cancelledMidway(world: SentPortfolio, rows: SentPortfolio["rows"]): Promise<string> {
  const { supervisor } = world;
  const uploadId = await world.stage(rows.map((row) => row.with(7, "9000,00")));
  await explainStops(supervisor, uploadId);
  const accepted = async () => (await showUpload(supervisor, { uploadId })).groups.accepted.debtors;
  await control.setFaults([{ match: { endpoint: "massive_collections", nthRequest: 2 }, action: { do: "hold" } }]);
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(accepted).toBe(10);
  await cancelUpload(supervisor, { uploadId });
  await control.setFaults([]);
  await expect.poll(accepted).toBe(20);
  return uploadId;
}

describe("obligations that are gone from who stays", () => {
  test("are listed with their load until a close-out closes them", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, portfolioId } = world;
    const loadId = await world.send(withoutObligations(without(world.rows, 1), "3-2", "6-1"));
    const view = await showGone(supervisor, { portfolioId });
    expect(view.totals.staying).toEqual({ debtors: 2, unsure: 0, obligations: 2, balance: "2009.09" });
    const staying = { debtors: 2, obligations: 2, balance: "2009.09" };
    expect(view.loads).toMatchObject([{ uploadId: loadId, debtors: 1, balance: "1001.01", staying, refusals: [] }]);
    expect(await listed(world, "staying")).toMatchObject([
      { identification: idOf(3), name: "Cliente Número 3", numbers: ["3-2"], balance: "1003.03", uploadId: loadId },
      { identification: idOf(6), numbers: ["6-1"], balance: "1006.06", uploadId: loadId },
    ]);
    const page = await listGone(supervisor, { portfolioId, list: "staying", limit: 1 });
    expect(page).toMatchObject({ items: [{ identification: idOf(3) }], next: idOf(3) });
    const report = await exportGone(supervisor, { portfolioId, list: "staying" });
    expect((await collected(report.rows)).map(({ numbers }) => numbers)).toEqual([["3-2"], ["6-1"]]);
    const plan = await planCloseOut(supervisor, { uploadId: loadId });
    expect(plan.staying).toEqual(staying);
    await close(world, loadId);
    expect(await listed(world, "staying")).toEqual([]);
    expect((await showGone(supervisor, { portfolioId })).loads).toEqual([]);
  });

  test("make their load one that can be closed, without anybody gone", async () => {
    const world = await sentPortfolio(host);
    const loadId = await world.send(withoutObligations(world.rows, "3-2"));
    const { loads } = await showGone(world.supervisor, world);
    expect(loads).toMatchObject([{ uploadId: loadId, debtors: 0, staying: { debtors: 1, obligations: 1 } }]);
  });

  test("can be closed after the next whole files, with what they say of the rest", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    const loadId = await world.send(withoutObligations(world.rows, "3-2", "6-1"));
    // The next changes one debtor and has the other as it was; the one after has an obligation back, and another not.
    const changed = (row: readonly string[]) => (row[5] === "3-1" ? row.with(7, "55,00") : row);
    await world.send(withoutObligations(world.rows, "3-2", "6-1").map(changed));
    const staying = { debtors: 2, obligations: 2, balance: "2009.09" };
    expect(await planCloseOut(supervisor, { uploadId: loadId })).toMatchObject({ staying, refusals: [] });
    const lastId = await world.send(withoutObligations(world.rows, "3-2", "9-2").map(changed));
    expect((await showGone(supervisor, world)).loads).toMatchObject([
      { uploadId: lastId, staying: { obligations: 1 }, refusals: [] },
      { uploadId: loadId, staying: { obligations: 1 }, refusals: [] },
    ]);
    const { uploadId } = await makeCloseOut(supervisor, loadId);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    const sent = (await control.ledger()).filter(({ operation }) => operation === world.operation).at(-1);
    expect(sent).toMatchObject({ identification: idOf(3) });
    expect(
      JSON.parse(sent?.payload ?? "").Obligations.map((one: Record<string, string>) => [one.id, one.total_balance]),
    ).toEqual([
      ["3-1", "55"],
      ["3-2", "0"],
    ]);
    expect(await listed(world, "staying")).toMatchObject([{ identification: idOf(9), numbers: ["9-2"] }]);
  });

  test("are closed with the values of the last file, and not by a close-out that was prepared before it", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    const loadId = await world.send(withoutObligations(world.rows, "3-2"));
    const stale = await makeCloseOut(supervisor, loadId);
    await world.send(
      withoutObligations(world.rows, "3-2").map((row) => (row[5] === "3-1" ? row.with(7, "55,00") : row)),
    );
    expect((await showUpload(supervisor, stale)).superseded).toEqual({ debtors: 1, isMore: false });
    await expect(confirmUpload(supervisor, stale)).rejects.toMatchObject({ code: "superseded" });
    await cancelUpload(supervisor, stale);
    const { uploadId } = await makeCloseOut(supervisor, loadId);
    expect((await showUpload(supervisor, { uploadId })).totals.staged.balance).toBe("55.00");
  });

  test("are not closed once an upload of no portfolio has sent them again", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, tenantId } = world;
    const loadId = await world.send(withoutObligations(world.rows, "3-2", "6-2"));
    const ofThree = world.rows.filter(([id]) => id === idOf(3));
    const uploadId = await stage(supervisor, tenantId, ofThree);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    await world.send(
      withoutObligations(world.rows, "3-2", "6-2").map((row) => (row[5] === "3-1" ? row.with(7, "55,00") : row)),
    );
    const { staying, untouched } = await planCloseOut(supervisor, { uploadId: loadId });
    expect([staying.debtors, untouched.standing]).toEqual([1, 1]);
  });

  test("make no load one that can be closed while all their debtors stand in a later file", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    const uploadId = await world.send(withoutObligations(world.rows, "3-2"));
    const { uploadId: closeOutId } = await makeCloseOut(supervisor, uploadId);
    expect((await showGone(supervisor, world)).loads).toMatchObject([{ uploadId, refusals: [] }]);
    await cancelUpload(supervisor, { uploadId: closeOutId });
    await world.stage(withoutObligations(world.rows, "6-1"));
    const { refusals } = await planCloseOut(supervisor, { uploadId });
    expect(refusals).toEqual(["nobody"]);
    expect((await showGone(supervisor, world)).loads).toMatchObject([{ uploadId, refusals }]);
  });

  test("are not those of a load that was cancelled before it was sent, or of additions", async () => {
    const world = await sentPortfolio(host);
    await world.stage(withoutObligations(world.rows, "3-2"));
    await world.send(withoutObligations(world.rows, "3-2"), { load: { kind: "additions" } });
    expect(await listed(world, "staying")).toEqual([]);
  });

  test("are those of a load that was cancelled once it had sent their debtor, and no others of it", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    const uploadId = await cancelledMidway(world, withoutObligations(world.rows, "3-2", "33-2"));
    const ofThree = { identification: idOf(3), numbers: ["3-2"], uploadId };
    expect(await listed(world, "staying")).toMatchObject([ofThree]);
    const { totals, loads } = await showGone(supervisor, world);
    // No close-out can be made of it.
    expect([totals.staying.obligations, loads]).toEqual([1, []]);
    // A retry of the others sends theirs without them, too.
    const { id: retryId } = await retryFailures(supervisor, { uploadId });
    await confirmUpload(supervisor, { uploadId: retryId });
    await waitForUpload(supervisor, retryId, ["finished"]);
    expect(await listed(world, "staying")).toMatchObject([ofThree, { identification: idOf(33), numbers: ["33-2"] }]);
  });

  test("are returned once a file has them again that a cancelled load had sent its debtor without", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    await cancelledMidway(world, withoutObligations(world.rows, "3-2"));
    const uploadId = await world.stage(world.rows);
    const { figures } = await showComparison(supervisor, { uploadId });
    expect([figures.obligations.returned.obligations, figures.obligations.new.obligations]).toEqual([1, 0]);
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(await listed(world, "staying")).toEqual([]);
  });

  test("are all that were ever sent of a debtor and are not in the last file", async () => {
    const day = fc.subarray(["0-1", "0-2", "3-1", "3-2", "6-1", "6-2"]);
    await fc.assert(
      fc.asyncProperty(fc.array(day, { minLength: 1, maxLength: 3 }), async (days) => {
        const world = await sentPortfolio(host);
        const varied = new Set(["0-1", "0-2", "3-1", "3-2", "6-1", "6-2"]);
        for (const present of days) {
          const rows = world.rows.filter(([, , , , , number = ""]) => !varied.has(number) || present.includes(number));
          const uploadId = await world.stage(rows);
          await explainStops(world.supervisor, uploadId);
          await confirmUpload(world.supervisor, { uploadId });
          await waitForUpload(world.supervisor, uploadId, ["finished"]);
        }
        const last = days.at(-1) ?? [];
        const expected = ["0", "3", "6"]
          .map((debtor) => [`${debtor}-1`, `${debtor}-2`])
          .filter((numbers) => numbers.some((number) => last.includes(number)))
          .map((numbers) => numbers.filter((number) => !last.includes(number)))
          .filter((numbers) => numbers.length > 0);
        expect((await listed(world, "staying")).map(({ numbers }) => numbers)).toEqual(expected);
        for (const limit of [1, 2]) {
          const pages = await pagesOf(world, "staying", limit);
          expect(pages.flat().map(({ numbers }) => numbers)).toEqual(expected);
          expect(pages.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
        }
        // Each is closed by the load that is said to have named it.
        for (const { uploadId, staying } of (await showGone(world.supervisor, world)).loads)
          expect(staying).toMatchObject((await planCloseOut(world.supervisor, { uploadId })).staying);
        const gone = (await listed(world, "gone")).map(({ identification }) => identification);
        expect(gone).toEqual([0, 3, 6].filter((one) => !last.some((number) => number.startsWith(`${one}-`))).map(idOf));
      }),
      { numRuns: cases(8, 3) },
    );
  });
});

describe("who is gone", () => {
  test("is said to be back in a later file that did not bring them in", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, tenantId, admin } = world;
    const backOf = async () =>
      (await listed(world, "gone")).map(({ identification, backIn }) => [identification, backIn]);
    const away = [1, 2, 3, 4];
    const firstId = await world.send(without(world.rows, ...away));
    expect(await listed(world, "gone")).toMatchObject(away.map(() => ({ uploadId: firstId, backIn: null })));
    // The first is left out for its telephone, the second held, the third refused by the CRM; the fourth stays away.
    await control.setFaults([
      { match: { identifications: [idOf(3)] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    const file = without(world.rows, 4).map((row) => (row[0] === idOf(1) ? row.with(3, "no es un número") : row));
    const uploadId = await world.stage(file);
    await addHolds(admin, { tenantId, identifications: [idOf(2)], why: "deceased" });
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    await control.setFaults([]);
    const { fileName } = await showUpload(supervisor, { uploadId });
    const backIn = { uploadId, fileName };
    expect(await backOf()).toEqual([
      [idOf(1), backIn],
      [idOf(2), backIn],
      [idOf(3), backIn],
      [idOf(4), null],
    ]);
    // A file that was given up names nobody, and neither does what is sent again of one before.
    await cancelUpload(supervisor, { uploadId: await world.stage(without(world.rows, 2)) });
    const { id: retryId } = await retryFailures(supervisor, { uploadId });
    expect((await backOf()).at(3)).toEqual([idOf(4), null]);
    expect((await collected((await exportGone(supervisor, world)).rows)).map(({ backIn }) => backIn)).toEqual([
      ...[backIn, backIn, backIn],
      null,
    ]);
    const plan = () => planCloseOut(supervisor, { uploadId: firstId });
    const untouched = { elsewhere: 0, uncertain: 0, held: 0 };
    expect(await plan()).toMatchObject({ gone: { debtors: 1 }, untouched: { ...untouched, standing: 3 } });
    // They are in no file any more once the last is without them, and nothing waits to send them again.
    await cancelUpload(supervisor, { uploadId: retryId });
    await world.send(without(world.rows, ...away).map((row) => (row[0] === idOf(5) ? row.with(7, "12,50") : row)));
    expect((await backOf()).map(([, back]) => back)).toEqual([null, null, null, null]);
    expect(await plan()).toMatchObject({ gone: { debtors: 3 }, untouched: { ...untouched, standing: 0, held: 1 } });
  });
});

describe("who was closed", () => {
  test("is listed with the upload that closed it, a retry too", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, portfolioId } = world;
    const made = await makeCloseOut(supervisor, await world.send(without(world.rows, 1, 3)));
    const [asked] = await ownerDatabase().$queryRaw<{ at: Date }[]>`SELECT clock_timestamp() AS at`;
    await forgoReadBacks(made.uploadId);
    await control.setFaults([
      { match: { identifications: [idOf(1)] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    await confirmUpload(supervisor, made);
    await waitForUpload(supervisor, made.uploadId, ["finished"]);
    await control.setFaults([]);
    expect(await listed(world, "closed")).toMatchObject([
      { identification: idOf(3), name: "Cliente Número 3", numbers: ["3-1", "3-2"], uploadId: made.uploadId },
    ]);
    const retry = await retryFailures(supervisor, made);
    await confirmUpload(supervisor, { uploadId: retry.id });
    await waitForUpload(supervisor, retry.id, ["finished"]);
    const closed = await listed(world, "closed");
    expect(closed.map(({ uploadId }) => uploadId)).toEqual([retry.id, made.uploadId]);
    expect(closed.every(({ since }) => Date.parse(since) >= (asked?.at.getTime() ?? Number.NaN))).toBe(true);
    expect((await showGone(supervisor, { portfolioId })).totals).toMatchObject({
      gone: { debtors: 0 },
      closed: { debtors: 2, obligations: 3, balance: "0.00" },
    });
    const report = await exportGone(supervisor, { portfolioId, list: "closed" });
    expect((await collected(report.rows)).map(({ fileName }) => fileName)).toHaveLength(2);
  });

  test("leaves the list once it is back", async () => {
    const world = await sentPortfolio(host);
    await close(world, await world.send(without(world.rows, 1)));
    expect(await listed(world, "closed")).toHaveLength(1);
    const uploadId = await world.stage(world.rows.map((row) => row.with(6, "Libranza")));
    await explainStops(world.supervisor, uploadId);
    await confirmUpload(world.supervisor, { uploadId });
    await waitForUpload(world.supervisor, uploadId, ["finished"]);
    expect(await listed(world, "closed")).toEqual([]);
  });
});
