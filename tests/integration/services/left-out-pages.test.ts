import { afterAll, expect, test, vi } from "vitest";
import { LeftOutPanel } from "#app/(portal)/uploads/[uploadId]/before-run/left-out-panel.tsx";
import type { Ctx } from "#lib/services/context.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { rendered } from "#tests/support/rendered-text.tsx";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const asked = vi.hoisted(() => ({ ctx: null as Ctx | null }));
vi.mock("#lib/server/current-ctx.ts", () => ({ currentCtx: async () => asked.ctx }));

const { host } = await runStage();
afterAll(() => closeAll());

test("the rows of a reason are as many before the confirmation as in the result and on the receipt", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: host });
  asked.ctx = supervisor;
  // Each client has two rows and goes with both: one problem of the client, two of one row, and two of two rows.
  const faults: Readonly<Record<string, (row: string[]) => string[]>> = {
    "0-1": (row) => row.with(3, ""),
    "0-2": (row) => row.with(3, ""),
    "3-1": (row) => row.with(2, "nadie").with(3, ""),
    "3-2": (row) => row.with(3, ""),
    "6-1": (row) => row.with(2, "nadie"),
    "6-2": (row) => row.with(7, "12abc"),
  };
  const rows = makePortfolio(20).map((row) => faults[row[5] ?? ""]?.(row) ?? row);
  const uploadId = await stage(supervisor, tenantId, rows);
  const view = await showUpload(supervisor, { uploadId });
  const confirm = rendered(await LeftOutPanel({ view })).text;

  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const groups = await groupLeftOut(supervisor, { uploadId });
  const { leftOutReasons } = await showReceipt(supervisor, { uploadId });
  const counted = groups.map(({ rows: count, debtors }) => [count, debtors]);
  expect(leftOutReasons.map(({ rows: count, debtors }) => [count, debtors])).toEqual(counted);
  expect(counted).toEqual([
    [4, 2],
    [2, 1],
  ]);
  expect(view.totals.leftOut.rows).toBe(6);
  const shown = [...confirm.matchAll(/Filas (\d+) Clientes (\d+)/g)];
  expect(shown.map(([, count, debtors]) => [Number(count), Number(debtors)])).toEqual(counted);
  expect(confirm).toContain("(1 sin saldo legible)");
});
