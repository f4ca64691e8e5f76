import { expect, test } from "vitest";
import { database } from "#lib/database/client.ts";
import { countSentLately } from "#lib/database/uploads/sent-lately.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { staged } = await runStage();

test("debtors that another upload has just sent are counted", async () => {
  const { supervisor, tenantId, uploadId } = await staged(5);
  expect((await planUpload(supervisor, { uploadId })).sentLately).toBeUndefined();
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const { confirmedAt } = await database().upload.findUniqueOrThrow({ where: { id: uploadId } });
  // The same file with two debtors more.
  const again = await stage(supervisor, tenantId, makePortfolio(7));
  expect((await planUpload(supervisor, { uploadId: again })).sentLately).toEqual({
    debtors: 5,
    isPart: false,
    days: 7,
    latest: { uploadId, fileName: "cartera.csv", confirmedAt: confirmedAt?.toISOString() },
  });
  // No more debtors are looked up than that.
  expect(await countSentLately(database(), tenantId, again, 3)).toMatchObject({ debtors: 3, isPart: true });
  await database().upload.update({
    where: { id: uploadId },
    data: { confirmedAt: new Date(Date.now() - 8 * 86_400_000) },
  });
  expect((await planUpload(supervisor, { uploadId: again })).sentLately).toBeUndefined();
});
