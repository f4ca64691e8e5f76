import { expect, test } from "vitest";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
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
