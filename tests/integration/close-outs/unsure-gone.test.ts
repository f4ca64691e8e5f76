import { expect, test } from "vitest";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { explainStops } from "#tests/support/comparison/portfolio-load.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host } = await runStage();

test("who was sent twice, the second time when the CRM was said to duplicate, is closed out once gone", async () => {
  const { admin, supervisor, tenantId, rows, stage, send } = await sentPortfolio(host);
  await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
  const again = await stage(rows.map((row) => row.with(6, "Libranza")));
  await explainStops(supervisor, again);
  await confirmUpload(supervisor, { uploadId: again });
  await waitForUpload(supervisor, again, ["finished"]);
  await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
  const uploadId = await send(
    without(
      rows.map((row) => row.with(6, "Libranza")),
      3,
      4,
    ),
  );
  const { gone, untouched } = await planCloseOut(supervisor, { uploadId });
  expect([gone.debtors, untouched.uncertain]).toEqual([2, 0]);
});

test.for(["before", "after"])(
  "who was gone %s the tenant left its operation and came back is closed out",
  async (when) => {
    const world = await sentPortfolio(host);
    const { admin, supervisor, tenantId, operation, rows, send, rowOf } = world;
    const before = when === "before" ? await send(without(rows, 3, 4)) : null;
    await editTenant(admin, { tenantId, operation: "otra" });
    if (before !== null) {
      const elsewhere = await planCloseOut(supervisor, { uploadId: before });
      expect([elsewhere.gone.debtors, elsewhere.untouched.uncertain]).toEqual([0, 2]);
    }
    await editTenant(admin, { tenantId, operation });
    expect((await rowOf(5)).state).toBe("live");
    const uploadId = before ?? (await send(without(rows, 3, 4)));
    const { gone, untouched } = await planCloseOut(supervisor, { uploadId });
    expect([gone.debtors, untouched.uncertain]).toEqual([2, 0]);
    const made = await makeCloseOut(supervisor, uploadId);
    expect((await showUpload(supervisor, made)).superseded?.debtors).toBe(0);
  },
);

test("of who is gone or closed it is told whom the operation of today is not known to have", async () => {
  const { admin, supervisor, tenantId, operation, portfolioId, rows, stage, send } = await sentPortfolio(host);
  const told = async () => {
    const { snapshot } = await showPortfolio(supervisor, { portfolioId });
    const { totals } = await showGone(supervisor, { portfolioId });
    return [...[snapshot.gone, snapshot.closed, totals.gone, totals.staying, totals.closed]].map(
      ({ debtors, unsure }) => [debtors, unsure],
    );
  };
  const made = await makeCloseOut(supervisor, await send(without(rows, 3)));
  await confirmUpload(supervisor, made);
  await waitForUpload(supervisor, made.uploadId, ["finished"]);
  // Of one debtor an obligation is gone, and two more debtors are.
  const last = rows.findLastIndex(([id]) => rows.filter(([other]) => other === id).length > 1);
  const day = without(rows, 3, 4, 5).filter((row) => row !== rows[last]);
  await send(day);
  const known = await told();
  expect(known).toEqual([2, 1, 2, 1, 1].map((debtors) => [debtors, 0]));
  await editTenant(admin, { tenantId, operation: "otra" });
  expect(await told()).toEqual(known.map(([debtors]) => [debtors, debtors]));
  // Sent there, who stays is known there; who is gone was never there.
  const there = await stage(day.map((row) => row.with(6, "Libranza")));
  await explainStops(supervisor, there);
  await confirmUpload(supervisor, { uploadId: there });
  await waitForUpload(supervisor, there, ["finished"]);
  expect(await told()).toEqual([
    [2, 2],
    [1, 1],
    [2, 2],
    [1, 0],
    [1, 1],
  ]);
  await editTenant(admin, { tenantId, operation });
  expect((await told()).slice(0, 2)).toEqual([
    [2, 0],
    [1, 0],
  ]);
});

test("what was sent while the tenant was elsewhere is not known at the operation that it comes back to", async () => {
  const { admin, supervisor, tenantId, operation, rows, stage, rowOf } = await sentPortfolio(host);
  await editTenant(admin, { tenantId, operation: "otra" });
  const elsewhere = await stage(
    rows.slice(0, 20).map((row) => row.with(6, "Libranza")),
    { load: { kind: "additions" } },
  );
  await explainStops(supervisor, elsewhere);
  await confirmUpload(supervisor, { uploadId: elsewhere });
  await waitForUpload(supervisor, elsewhere, ["finished"]);
  await editTenant(admin, { tenantId, operation });
  expect([(await rowOf(2)).state, (await rowOf(38)).state]).toEqual(["uncertain", "live"]);
});
