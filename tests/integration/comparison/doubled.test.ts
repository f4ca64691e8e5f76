import { describe, expect, test } from "vitest";
import { tenantDatabase } from "#lib/database/client.ts";
import { countDoubled } from "#lib/database/records/doubled.ts";
import { receiptLines } from "#lib/domain/portfolio/receipt.ts";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { renewComparison } from "#lib/services/comparison/renew-comparison.ts";
import type { TenantId } from "#lib/services/context.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { countTwice } from "#lib/services/outcomes/count-twice.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { seekDoubled } from "#lib/services/uploads/seek-doubled.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage();
const rows = makePortfolio(30);
const idOf = (index: number) => String(10_000_000 + index);
const renamed = (...indexes: number[]) =>
  rows.map((row) => (indexes.some((index) => row[0] === idOf(index)) ? row.with(1, "Otro Nombre") : row));
const strangers = makePortfolio(4).map((row) => row.with(0, `9${row[0]}`));

/** A portfolio whose first load has been sent; its CRM updates whom it has. */
async function loaded() {
  const team = await makeTeam({ server: host, batchSize: 5, repeatBehaviour: "updates" });
  const { admin, supervisor, tenantId } = team;
  const portfolioId = await makePortfolioOf(tenantId);
  const load = (day: readonly (readonly string[])[]) => stageLoad(supervisor, tenantId, portfolioId, day);
  const send = async (uploadId: string) => {
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  };
  await send(await load(rows));
  const say = (repeatBehaviour: "updates" | "duplicates" | "unknown") =>
    editTenant(admin, { tenantId, repeatBehaviour });
  const doubledOf = async (uploadId: string) => (await seekDoubled(supervisor, { uploadId }))?.debtors ?? 0;
  return { ...team, portfolioId, load, send, say, doubledOf };
}

describe("a CRM that duplicates has twice", () => {
  test("only whom it has and who is sent", async () => {
    const { supervisor, tenantId, load, say, doubledOf } = await loaded();
    const uploadId = await load([...renamed(3, 4, 5), ...strangers]);
    expect((await showUpload(supervisor, { uploadId })).groups.pending.debtors).toBe(7);
    expect(await doubledOf(uploadId)).toBe(0);
    await say("duplicates");
    expect(await doubledOf(uploadId)).toBe(3);
    await addHolds(supervisor, { tenantId, identifications: [idOf(3), "910000001"], why: "claim" });
    expect(await doubledOf(uploadId)).toBe(2);
    // It is not known to update any more, so everything goes.
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({ code: "comparison_moved" });
    expect(await doubledOf(uploadId)).toBe(29);
    const some = await countDoubled(tenantDatabase(tenantId as TenantId), tenantId as TenantId, uploadId, 10);
    expect(some).toMatchObject({ isPart: true });
    expect(some.debtors).toBeLessThanOrEqual(10);
  });

  test("whom another portfolio or an upload in line brings", async () => {
    const { supervisor, tenantId, load, say, doubledOf } = await loaded();
    await say("duplicates");
    const other = await makePortfolioOf(tenantId);
    const uploadId = await stageLoad(supervisor, tenantId, other, [...rows.slice(0, 4), ...strangers]);
    const known = new Set(rows.slice(0, 4).map(([id]) => id)).size;
    expect(await doubledOf(uploadId)).toBe(known);
    await control.setSettings({ held: strangers.map(([id = ""]) => id) });
    const ahead = await load(strangers);
    await explainStops(supervisor, ahead);
    await confirmUpload(supervisor, { uploadId: ahead });
    expect(await doubledOf(uploadId)).toBe(known + 4);
    await control.setSettings({ held: [] });
    await waitForUpload(supervisor, ahead, ["finished"]);
  });

  test("of a retry, whom an earlier load brought", async () => {
    const { supervisor, load, send, say, doubledOf } = await loaded();
    const refused = [idOf(3), "910000001"];
    await control.setFaults([
      { match: { identifications: refused }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    const uploadId = await load([...renamed(3), ...strangers]);
    await chooseSending(supervisor, { uploadId, sends: "changes", countsVolatile: true });
    await send(uploadId);
    await control.setFaults([]);
    const { id, totals } = await retryFailures(supervisor, { uploadId });
    expect(totals.staged.debtors).toBe(2);
    expect(await doubledOf(id)).toBe(0);
    await say("duplicates");
    expect(await doubledOf(id)).toBe(1);
  });

  test("told with their names once it is sent, also of no portfolio, and in its receipt", async () => {
    const { supervisor, tenantId, send, say, doubledOf } = await loaded();
    await say("duplicates");
    const others = makePortfolio(3).map((row) => row.with(0, `8${row[0]}`));
    const first = await stage(supervisor, tenantId, others);
    expect(await doubledOf(first)).toBe(0);
    await send(first);
    const none = { debtors: 0, resent: 0, isPart: false };
    expect(await countTwice(supervisor, { uploadId: first })).toEqual(none);
    const uploadId = await stage(supervisor, tenantId, [...others, ...strangers]);
    expect(await doubledOf(uploadId)).toBe(3);
    await send(uploadId);
    expect(await countTwice(supervisor, { uploadId })).toEqual({ ...none, debtors: 3 });
    const ids = [...new Set(others.map(([id]) => id))];
    const { items } = await listRecords(supervisor, { uploadId, state: "twice", limit: 2 });
    expect(items.map(({ identification }) => identification)).toEqual(ids.slice(0, 2));
    const told: (string | null)[] = [];
    for await (const { identification } of (await exportRows(supervisor, { uploadId, group: "twice" })).rows)
      told.push(identification);
    expect([...new Set(told)]).toEqual(ids);
    const receipt = await showReceipt(supervisor, { uploadId });
    expect(receiptLines(receipt)).toContainEqual(
      expect.objectContaining({ part: "accepted", reason: { of: "twice" }, debtors: 3 }),
    );
    // What the CRM does by now undoes nothing.
    await say("updates");
    expect(await countTwice(supervisor, { uploadId })).toEqual({ ...none, debtors: 3 });
    expect(receiptLines(await showReceipt(supervisor, { uploadId }))).toEqual(receiptLines(receipt));
  });

  test("nobody of an operation that the tenant has left", async () => {
    const { admin, supervisor, tenantId, operation, load, send, say, doubledOf } = await loaded();
    await say("duplicates");
    const uploadId = await load(rows);
    expect(await doubledOf(uploadId)).toBe(30);
    await editTenant(admin, { tenantId, operation: `otra-${operation}` });
    expect(await doubledOf(uploadId)).toBe(0);
    await renewComparison(supervisor, { uploadId });
    await send(uploadId);
    expect((await countTwice(supervisor, { uploadId })).debtors).toBe(0);
  });
});
