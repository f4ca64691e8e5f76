import { afterAll, expect, test } from "vitest";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";

afterAll(() => closeAll());

test("a load says that a newer file of its portfolio was confirmed since it was begun", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
  const [portfolioId, otherId] = [await makePortfolioOf(tenantId), await makePortfolioOf(tenantId)];
  const stage = (of: string, load?: Parameters<typeof stageLoad>[4]) =>
    stageLoad(supervisor, tenantId, of, makePortfolio(3), load);
  const newerFile = async (uploadId: string) => (await showUpload(supervisor, { uploadId })).newerFile;
  const [older, additions] = [await stage(portfolioId), await stage(portfolioId, { load: { kind: "additions" } })];
  const [elsewhere, newer] = [await stage(otherId), await stage(portfolioId)];
  expect(await newerFile(older)).toBeUndefined();
  for (const uploadId of [elsewhere, newer]) await confirmUpload(supervisor, { uploadId });
  const { fileName, confirmedAt } = await showUpload(supervisor, { uploadId: newer });
  expect(await newerFile(older)).toEqual({ uploadId: newer, fileName, confirmedAt });
  expect(await newerFile(additions)).toBeUndefined();
  expect(await newerFile(newer)).toBeUndefined();
  await cancelUpload(supervisor, { uploadId: newer });
  expect(await newerFile(older)).toBeUndefined();
});

test("a retry, and a retry of one, says that a newer file than its own was confirmed", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
  const portfolioId = await makePortfolioOf(tenantId);
  const stage = (rows: Parameters<typeof stageLoad>[3]) => stageLoad(supervisor, tenantId, portfolioId, rows);
  const newerFile = async (uploadId: string) => (await showUpload(supervisor, { uploadId })).newerFile;
  const rows = makePortfolio(4);
  const older = await stage(rows);
  await confirmUpload(supervisor, { uploadId: older });
  await cancelUpload(supervisor, { uploadId: older });
  const before = await retryFailures(supervisor, { uploadId: older });
  expect(await newerFile(before.id)).toBeUndefined();
  await cancelUpload(supervisor, { uploadId: before.id });
  const newer = await stage(rows.slice(0, 4));
  await confirmUpload(supervisor, { uploadId: newer });
  const { fileName, confirmedAt } = await showUpload(supervisor, { uploadId: newer });
  const retry = await retryFailures(supervisor, { uploadId: older });
  // Of the others the newer file has the figures.
  expect(retry.totals.staged.debtors).toBe(1);
  expect(await newerFile(retry.id)).toEqual({ uploadId: newer, fileName, confirmedAt });
  await confirmUpload(supervisor, { uploadId: retry.id });
  await cancelUpload(supervisor, { uploadId: retry.id });
  const again = await retryFailures(supervisor, { uploadId: retry.id });
  expect(await newerFile(again.id)).toEqual({ uploadId: newer, fileName, confirmedAt });
});
