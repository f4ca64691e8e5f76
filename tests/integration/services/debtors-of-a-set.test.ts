import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { countRepeated } from "#lib/database/portfolios/set-counts.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 50 });
afterAll(() => closeAll());

const rows = makePortfolio(9);

/** A portfolio with parts of these debtors, staged in this order. */
async function stageParts(parts: readonly (readonly number[])[]) {
  const portfolioId = await makePortfolioOf(tenantId);
  const stage = (indexes: readonly number[], number: number) => {
    const own = rows.filter(([id]) => indexes.includes(Number(id) - 10_000_000));
    return stageLoad(supervisor, tenantId, portfolioId, own, { load: { kind: "part", number, of: parts.length } });
  };
  const ids: string[] = [];
  for (const [at, indexes] of parts.entries()) ids.push(await stage(indexes, at + 1));
  const confirm = async (uploadId: string) => {
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId, beginsSet: true });
  };
  const debtors = async () =>
    (await listPortfolios(supervisor, { tenantId })).find(({ id }) => id === portfolioId)?.lastLoad?.file?.debtors;
  return { ids, stage, confirm, debtors };
}

const indexes = fc.subarray([...rows.keys()].slice(0, 9), { minLength: 1 });

test("the debtors of a set are read from what it was measured as, and nobody is counted twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(indexes, { minLength: 2, maxLength: 3 }), async (parts) => {
      const { ids, confirm, debtors } = await stageParts(parts);
      for (const id of ids) await confirm(id);
      const all = parts.flat();
      expect(await debtors()).toBe(new Set(all).size);
      const ask = <Row extends object>(text: string, values: readonly unknown[]) =>
        ownerDatabase().$queryRawUnsafe<Row[]>(text, ...values);
      expect(all.length - (await countRepeated(ask, tenantId, ids))).toBe(new Set(all).size);
      await ownerDatabase()
        .$executeRaw`UPDATE "LoadMeasures" SET measures = jsonb_set(measures, '{set,debtors}', '77') WHERE "uploadId" = ${ids.at(-1)}::uuid`;
      expect(await debtors()).toBe(77);
    }),
    { numRuns: cases(4, 2), seed: 3 },
  );
});

test("the debtors of a set that was measured with a part discarded since are counted", async () => {
  const { ids, stage, confirm, debtors } = await stageParts([
    [0, 1, 2],
    [2, 3],
  ]);
  for (const id of ids) await confirm(id);
  expect(await debtors()).toBe(4);
  await cancelUpload(supervisor, { uploadId: ids[0]! });
  expect(await debtors()).toBeUndefined();
  await confirm(await stage([3, 4, 5, 6], 1));
  expect(await debtors()).toBe(5);
  await ownerDatabase()
    .$executeRaw`UPDATE "LoadMeasures" SET measures = measures - 'set' WHERE "tenantId" = ${tenantId}::uuid`;
  expect(await debtors()).toBe(5);
});
