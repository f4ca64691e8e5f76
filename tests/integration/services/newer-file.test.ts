import { afterAll, expect, test } from "vitest";
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
