import { afterAll, describe, expect, test } from "vitest";
import type { Load } from "#lib/domain/portfolio/load.ts";
import { recogniseFile } from "#lib/services/portfolios/recognise-file.ts";
import { seekPartClash } from "#lib/services/portfolios/seek-part-clash.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { headers, makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 50 });
afterAll(() => closeAll());

const rows = makePortfolio(4);
const part = (number: number, of: number): Load => ({ kind: "part", number, of });

async function begin() {
  const portfolioId = await makePortfolioOf(tenantId);
  return {
    stage: (load: Load, fileName = `${JSON.stringify(load)}.csv`) =>
      stageLoad(supervisor, tenantId, portfolioId, rows, { load, fileName }),
    openSet: async () => {
      const file = { tenantId, headers: [...headers], fileName: "a.csv" };
      const { portfolios } = await recogniseFile(supervisor, file);
      return portfolios.find(({ id }) => id === portfolioId)?.openSet;
    },
  };
}

const confirm = (uploadId: string, beginsSet?: boolean) =>
  confirmUpload(supervisor, { uploadId, ...(beginsSet === undefined ? {} : { beginsSet }) });
const clashOf = (uploadId: string) => seekPartClash(supervisor, { uploadId });

describe("a set that waits for parts", () => {
  test("is told with the portfolio of a file, and is over with its last part", async () => {
    const { stage, openSet } = await begin();
    expect(await openSet()).toBeNull();
    const first = await stage(part(2, 3), "dos.csv");
    await stage({ kind: "additions" });
    expect(await openSet()).toEqual({
      of: 3,
      parts: [
        {
          partNumber: 2,
          uploadId: first,
          fileName: "dos.csv",
          stagedAt: expect.stringMatching(/^20.*Z$/),
          isConfirmed: false,
        },
      ],
    });
    await stage(part(3, 3));
    expect((await openSet())?.parts.map(({ partNumber }) => partNumber)).toEqual([2, 3]);
    await stage(part(1, 3));
    expect(await openSet()).toBeNull();
  });

  test("is broken by the same number again only on purpose", async () => {
    const { stage, openSet } = await begin();
    const first = await stage(part(1, 2), "primera.csv");
    await confirm(first);
    const again = await stage(part(1, 2));
    expect(await clashOf(first)).toBeNull();
    expect(await clashOf(again)).toMatchObject({
      kind: "number",
      load: part(1, 2),
      set: { of: 2, parts: [{ uploadId: first, fileName: "primera.csv" }] },
    });
    await expect(confirm(again)).rejects.toMatchObject({ code: "part_clashes" });
    await expect(confirm(again, false)).rejects.toMatchObject({ code: "part_clashes" });
    expect((await confirm(again, true)).state).not.toBe("staged");
    expect((await openSet())?.parts).toMatchObject([{ uploadId: again }]);
    await confirm(await stage(part(2, 2)));
  });

  test("is broken by another count, too", async () => {
    const { stage } = await begin();
    await stage(part(1, 2));
    const other = await stage(part(2, 3));
    expect(await clashOf(other)).toMatchObject({ kind: "count", load: part(2, 3), set: { of: 2 } });
    await expect(confirm(other)).rejects.toMatchObject({ code: "part_clashes" });
    await confirm(other, true);
  });

  test("is not begun by the rest of one that began before the oldest loads that are looked at", async () => {
    const { stage, openSet } = await begin();
    const parts = [await stage(part(1, 3)), await stage(part(2, 3)), await stage(part(3, 3))];
    for (const [index, id] of parts.entries()) {
      const at = fromNow(-(index === 0 ? 32 : 30) * 86_400_000 + index * 1_000);
      await ownerDatabase().upload.update({ where: { id }, data: { createdAt: at, stagedAt: at } });
    }
    expect(await openSet()).toBeNull();
    await stage(part(1, 3));
    expect((await openSet())?.parts.map(({ partNumber }) => partNumber)).toEqual([1]);
  });

  test("does not wait for a part that was cancelled, nor after a whole load", async () => {
    const { stage } = await begin();
    const first = await stage(part(1, 2));
    const again = await stage(part(1, 2));
    expect(await clashOf(again)).not.toBeNull();
    await cancelUpload(supervisor, { uploadId: first });
    await confirm(again);
    await stage({ kind: "whole" });
    await confirm(await stage(part(1, 2)));
  });
});
