import pg from "pg";
import { expect, test } from "vitest";
import { countSentLately } from "#lib/database/uploads/sent-lately.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { readsOf, statementsOf, type TableRead } from "#tests/support/history/page-reads.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { staged } = await runStage();

test("debtors that another upload has just sent are counted", async () => {
  const { supervisor, tenantId, uploadId } = await staged(5);
  expect((await planUpload(supervisor, { uploadId })).sentLately).toBeUndefined();
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const { confirmedAt } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  // The same file with two debtors more.
  const again = await stage(supervisor, tenantId, makePortfolio(7));
  expect((await planUpload(supervisor, { uploadId: again })).sentLately).toEqual({
    debtors: 5,
    lookedAt: null,
    days: 7,
    latest: { uploadId, fileName: "cartera.csv", confirmedAt: confirmedAt?.toISOString() },
  });
  // No more debtors are looked up than that.
  expect(await countSentLately(ownerDatabase(), tenantId, again, 3)).toMatchObject({ debtors: 3, lookedAt: 3 });
  await ownerDatabase().upload.update({
    where: { id: uploadId },
    data: { confirmedAt: fromNow(-8 * 86_400_000) },
  });
  expect((await planUpload(supervisor, { uploadId: again })).sentLately).toBeUndefined();
});

test("each debtor is looked up once, whichever joins the planner believes in", async () => {
  const { supervisor, tenantId, uploadId } = await staged(5);
  const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  try {
    // As the planner chooses while its statistics know neither file yet.
    await client.query("SET enable_hashjoin = off; SET enable_mergejoin = off");
    for (let other = 0; other < 30; other++) await stage(supervisor, tenantId, makePortfolio(1));
    await client.query("ANALYZE");
    await cancelUpload(supervisor, { uploadId });
    const count = 500;
    const yesterday = await stage(supervisor, tenantId, makePortfolio(count));
    await confirmUpload(supervisor, { uploadId: yesterday });
    await waitForUpload(supervisor, yesterday, ["finished"]);
    const today = await stage(supervisor, tenantId, makePortfolio(count + 1));
    const statements = await statementsOf(() => planUpload(supervisor, { uploadId: today }));
    const reads: TableRead[] = [];
    for (const statement of statements) reads.push(...(await readsOf(client, statement)));
    expect(reads.filter(({ table }) => table === "Record").length).toBeGreaterThan(1);
    expect(reads.filter(({ rows }) => rows > 3 * count)).toEqual([]);
    expect((await planUpload(supervisor, { uploadId: today })).sentLately).toMatchObject({ debtors: count });
    // Of a portfolio the comparison tells it.
    await ownerDatabase().upload.update({
      where: { id: today },
      data: { portfolioId: await makePortfolioOf(tenantId) },
    });
    expect((await planUpload(supervisor, { uploadId: today })).sentLately).toBeUndefined();
  } finally {
    await client.end();
  }
});
