import { beforeEach, describe, expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { heldApart } from "#lib/domain/outcome/held-apart.ts";
import type { MorningLine } from "#lib/domain/views/morning-view.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { planCorrection } from "#lib/services/outcomes/plan-correction.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { idOf } from "#tests/support/close-outs/gone-world.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { headers, makePortfolio, makeTeam, portfolioMapping } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage();

const debtors = 10;
/** Every third debtor has two rows. */
const twoRows = idOf(3);
const oneRow = idOf(4);
const wrong = idOf(5);
const rows = makePortfolio(debtors);
const withError = rows.map((row) => (row[0] === wrong ? row.with(2, "sin arroba") : row));

async function makeWorld() {
  const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 5, repeatBehaviour: "updates" });
  const portfolioId = await makePortfolioOf(tenantId);
  const hold = (...identifications: string[]) => addHolds(supervisor, { tenantId, identifications, why: "claim" });
  const confirm = async (uploadId: string) => {
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    return uploadId;
  };
  const stage = (file: typeof rows, ...held: string[]) =>
    stageLoad(supervisor, tenantId, portfolioId, file, { held: new Map(held.map((id) => [id, "claim"] as const)) });
  return {
    supervisor,
    tenantId,
    portfolioId,
    hold,
    confirm,
    stage,
    /** A load of the file without these people, who are on the list. */
    load: async (file: typeof rows, ...held: string[]) => {
      await hold(...held);
      return confirm(await stage(file, ...held));
    },
    endHoldOf: async (of: string) => {
      const { items } = await listHolds(supervisor, { tenantId });
      await endHold(supervisor, {
        tenantId,
        holdId: items.find(({ identification }) => identification === of)?.id ?? "",
      });
    },
    line: async () => (await showMorning(supervisor)).lines[0] as MorningLine,
    /** As the list of portfolios calls its last load. */
    lastLoad: async () => (await listPortfolios(supervisor, { tenantId }))[0]?.lastLoad?.completeness,
  };
}

let world: Awaited<ReturnType<typeof makeWorld>>;
beforeEach(async () => {
  world = await makeWorld();
});

const loaded = (held: number) => ({ health: "loaded", debtors: 0, held });

describe("a load without people on hold", () => {
  test("is loaded, and counts them", async () => {
    const uploadId = await world.load(rows, twoRows, oneRow);
    const line = await world.line();
    expect(line).toMatchObject({ ...loaded(2), uploadId });
    expect(line).not.toHaveProperty("runsOut");
    expect(line.loads).toMatchObject([{ completeness: "whole", acceptedShare: 1, leftOutRows: 0, held: 2 }]);
    expect(await world.lastLoad()).toBe("part");
  });

  test("is in part for others who are missing, and counts only those", async () => {
    const uploadId = await world.load(withError, twoRows);
    const line = await world.line();
    expect(line).toMatchObject({ health: "in_part", uploadId, debtors: 1, held: 1 });
    const wrongRows = withError.filter(([id]) => id === wrong).length;
    expect(line.loads).toMatchObject([{ completeness: "part", leftOutRows: wrongRows, held: 1 }]);
    expect(await world.lastLoad()).toBe("part");
  });

  test("leaves out every row of them, also one without an issue", async () => {
    const uploadId = await world.load(rows, twoRows);
    const [first] = await ownerDatabase().leftOutRow.findMany({ where: { uploadId }, orderBy: { row: "asc" } });
    await ownerDatabase().leftOutRow.update({
      where: { uploadId_row: { uploadId, row: first?.row ?? -1 } },
      data: { issues: [] },
    });
    expect(await ownerDatabase().leftOutRow.count({ where: { uploadId } })).toBe(2);
    expect(await world.line()).toMatchObject(loaded(1));
  });

  test("is in part once the hold has ended, and its result offers the correction", async () => {
    const uploadId = await world.load(rows, twoRows, oneRow);
    await world.endHoldOf(twoRows);
    expect(await world.line()).toMatchObject({ health: "in_part", uploadId, debtors: 1, held: 1 });
    expect(await groupLeftOut(world.supervisor, { uploadId })).toMatchObject([{ open: 2, held: 1 }]);
    expect(await world.lastLoad()).toBe("part");
  });

  test("does not count whose hold is over by the tenant's clock", async () => {
    await world.load(rows, oneRow);
    await ownerDatabase().hold.updateMany({
      where: { tenantId: world.tenantId },
      data: { until: fromNow(-3 * 86_400_000) },
    });
    expect(await world.line()).toMatchObject({ health: "in_part", debtors: 1, held: 0 });
  });

  test("does not count who was accepted after the hold, held again or not", async () => {
    const uploadId = await world.load(rows, twoRows, oneRow);
    await world.endHoldOf(twoRows);
    const file = await fileOfReport(await failuresOf(world.supervisor, uploadId, false), "xlsx");
    const said = { choices: noChoices, mapping: portfolioMapping, edits: [] };
    const workbench = await openAsPage(world.supervisor, world.tenantId, uploadId, file, said);
    const corrected = await stageOpened(world.supervisor, world.tenantId, uploadId, workbench, headers);
    await world.confirm(corrected.uploadId);
    expect(await world.line()).toMatchObject({ ...loaded(1), uploadId });
    await world.hold(twoRows);
    expect(await world.line()).toMatchObject(loaded(1));
    await world.endHoldOf(oneRow);
    expect(await world.line()).toMatchObject({ health: "in_part", debtors: 1, held: 0 });
  });

  test("is whole as a part of a set", async () => {
    await world.hold(twoRows);
    const bring = async (number: number, part: typeof rows, held: readonly string[]) =>
      world.confirm(
        await stageLoad(world.supervisor, world.tenantId, world.portfolioId, part, {
          load: { kind: "part", number, of: 2 },
          held: new Map(held.map((id) => [id, "claim"] as const)),
        }),
      );
    const isFirst = ([id = ""]: readonly string[]) => id < wrong;
    const first = await bring(1, rows.filter(isFirst), [twoRows]);
    const last = await bring(
      2,
      rows.filter((row) => !isFirst(row)),
      [],
    );
    expect(await world.line()).toMatchObject({ health: "loaded", uploadId: last, held: 0, partsMissing: 0 });
    expect(await world.lastLoad()).toBe("part");
    await world.endHoldOf(twoRows);
    expect(await world.line()).toMatchObject({ health: "in_part", uploadId: first, debtors: 1 });
    expect(await world.lastLoad()).toBe("part");
  });

  test("does not count another tenant's holds", async () => {
    await world.load(rows, oneRow);
    const other = await makeWorld();
    await other.hold(oneRow);
    await world.endHoldOf(oneRow);
    expect(await world.line()).toMatchObject({ health: "in_part", debtors: 1, held: 0 });
  });
});

describe("a hold since the staging", () => {
  test("is told apart from those to be sent, as on the page of the upload", async () => {
    await world.hold(twoRows);
    const uploadId = await world.stage(rows, twoRows);
    const left = async () => {
      const seen = await seekHeld(world.supervisor, { uploadId });
      return heldApart(await showUpload(world.supervisor, { uploadId }), seen).view.groups.pending.debtors;
    };
    expect(await world.line()).toMatchObject({ health: "to_confirm", uploadId, debtors: 9, held: 0 });
    expect(await left()).toBe(9);
    await world.hold(oneRow, wrong);
    expect(await world.line()).toMatchObject({ health: "to_confirm", uploadId, debtors: 7, held: 2 });
    expect(await left()).toBe(7);
    await confirmUpload(world.supervisor, { uploadId });
    await pauseUpload(world.supervisor, { uploadId });
    const { isSending } = await waitForUpload(world.supervisor, uploadId, ["paused"]);
    if (isSending)
      await expect.poll(async () => (await showUpload(world.supervisor, { uploadId })).isSending).toBe(undefined);
    expect(await world.line()).toMatchObject({ health: "stopped", uploadId, debtors: await left() });
    await resumeUpload(world.supervisor, { uploadId });
    await waitForUpload(world.supervisor, uploadId, ["finished"]);
    expect(await world.line()).toMatchObject({ ...loaded(3), uploadId });
  });

  test("of those whom a paused load would send next is none of what it had to send", async () => {
    const uploadId = await world.stage(rows);
    await world.hold(idOf(8), idOf(9));
    const load = "massive_collections";
    await control.setFaults([{ match: { endpoint: load, nthRequest: 1 }, action: { do: "hold" } }]);
    const calls = async () => (await control.requests()).filter(({ endpoint }) => endpoint === load).length;
    const before = await calls();
    await confirmUpload(world.supervisor, { uploadId });
    await expect.poll(calls).toBe(before + 1);
    await pauseUpload(world.supervisor, { uploadId });
    await control.setFaults([]);
    await expect.poll(async () => (await showUpload(world.supervisor, { uploadId })).groups.accepted.debtors).toBe(5);
    const line = await world.line();
    expect(line).toMatchObject({ health: "stopped", uploadId, debtors: 3, held: 2 });
    expect(line.loads).toMatchObject([{ acceptedShare: 0.62, held: 2 }]);
    // Of the others it sends more: who is held by then is told as before.
    await resumeUpload(world.supervisor, { uploadId });
    await waitForUpload(world.supervisor, uploadId, ["finished"]);
    expect((await world.line()).loads).toMatchObject([{ acceptedShare: 1, held: 2 }]);
  });

  test("of everybody leaves nobody to confirm", async () => {
    const everybody = [...new Set(rows.map(([id = ""]) => id))];
    const uploadId = await world.stage(rows);
    await world.hold(...everybody);
    expect(await world.line()).toMatchObject({ health: "to_confirm", uploadId, debtors: 0, held: debtors });
  });

  test("leaves nothing to correct of a row that was left out for something else", async () => {
    const uploadId = await world.confirm(await world.stage(withError));
    const same = async () => ({
      line: (await world.line()).isCorrectable,
      result: (await planCorrection(world.supervisor, { uploadId })) !== null,
    });
    expect(await same()).toEqual({ line: true, result: true });
    await world.hold(wrong);
    expect(await same()).toEqual({ line: false, result: false });
    await world.endHoldOf(wrong);
    expect(await same()).toEqual({ line: true, result: true });
  });

  test("keeps nobody whom its run did not send from being loaded", async () => {
    const uploadId = await world.stage(rows);
    await world.hold(twoRows, oneRow);
    await world.confirm(uploadId);
    const line = await world.line();
    expect(line).toMatchObject({ ...loaded(2), uploadId });
    expect(line.loads).toMatchObject([{ completeness: "whole", acceptedShare: 1, held: 2 }]);
    await world.endHoldOf(oneRow);
    expect(await world.line()).toMatchObject({ health: "in_part", debtors: 1, held: 1 });
  });

  test("of everybody leaves nothing to do", async () => {
    const uploadId = await world.stage(makePortfolio(1));
    await world.hold(idOf(0));
    await world.confirm(uploadId);
    expect(await world.line()).toMatchObject(loaded(1));
  });

  test("counts with those left out before, and leaves the rejected to do", async () => {
    await world.hold(twoRows);
    const uploadId = await world.stage(rows, twoRows);
    await world.hold(oneRow);
    await control.setFaults([
      { match: { identifications: [wrong] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    await world.confirm(uploadId);
    expect(await world.line()).toMatchObject({ health: "in_part", debtors: 1, held: 2 });
  });

  test("excuses nobody who was rejected before it", async () => {
    await control.setFaults([
      { match: { identifications: [wrong] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    await world.confirm(await world.stage(rows));
    expect(await world.line()).toMatchObject({ health: "in_part", debtors: 1, isCorrectable: true });
    await world.hold(wrong);
    expect(await world.line()).toMatchObject({ health: "in_part", debtors: 1, held: 0, isCorrectable: false });
  });
});
