import { expect, test } from "vitest";
import { withTransaction } from "#lib/database/client.ts";
import { eraseCompared } from "#lib/database/uploads/erasures.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { acceptAll, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { asWorker } from "#tests/support/database/as-worker.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { setOver, sweep } from "#tests/support/runs/retention.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { host } = await runStage();

/** A cancelled load of seven debtors: five have another name, one is new and two are gone. */
async function compared() {
  const { supervisor, tenantId } = await makeTeam({ server: host, repeatBehaviour: "updates" });
  const portfolioId = await makePortfolioOf(tenantId);
  const rows = makePortfolio(8);
  const ids = [...new Set(rows.map(([id]) => id))];
  const rowsOf = (from: number, to: number) => rows.filter(([id]) => ids.slice(from, to).includes(id));
  await acceptAll(await stageLoad(supervisor, tenantId, portfolioId, rowsOf(0, 7)));
  const renamed = rowsOf(0, 5).map((row) => row.with(1, "Otro Nombre"));
  const uploadId = await stageLoad(supervisor, tenantId, portfolioId, [...renamed, ...rowsOf(7, 8)]);
  await cancelUpload(supervisor, { uploadId });
  return { supervisor, tenantId, uploadId };
}

test("a comparison's debtors are erased with its upload", async () => {
  const { supervisor, tenantId, uploadId } = await compared();
  const { figures } = await showComparison(supervisor, { uploadId });
  expect((await listComparedDebtors(supervisor, { uploadId, group: "gone" })).items).toHaveLength(2);
  const { retentionDays } = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } });
  await setOver(uploadId, retentionDays, 1);
  await sweep();
  expect(await ownerDatabase().comparedDebtor.count({ where: { uploadId } })).toBe(0);
  expect(await showComparison(supervisor, { uploadId })).toMatchObject({ figures, isErased: true });
  const erased = expect.objectContaining({ code: "erased" });
  await expect(listComparedDebtors(supervisor, { uploadId, group: "gone" })).rejects.toEqual(erased);
  await expect(exportComparison(supervisor, { uploadId })).rejects.toEqual(erased);
});

test("each slice of an erasure begins after the last", async () => {
  const { tenantId, uploadId } = await compared();
  const listed = await ownerDatabase().comparedDebtor.findMany({
    where: { uploadId },
    orderBy: { identification: "asc" },
  });
  const names = listed.map(({ identification }) => identification);
  const erase = (after: string) =>
    asWorker(() => withTransaction(tenantId, (tx) => eraseCompared(tx, tenantId, uploadId, after, 5)));
  expect(await erase("")).toEqual({ erased: 5, last: names[4] });
  expect(await erase(names[4] ?? "")).toEqual({ erased: 3, last: names[7] });
  expect(await erase(names[7] ?? "")).toEqual({ erased: 0, last: null });
});
