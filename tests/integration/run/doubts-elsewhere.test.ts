import { expect, test } from "vitest";
import { countDoubtsElsewhere } from "#lib/database/uploads/doubts-elsewhere.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { isDeep } from "#tests/support/depth.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { makeTenantPortfolio, rowsOf, sendFor, stageFor } from "#tests/support/snapshots/portfolio-run.ts";

const { host } = await runStage();

/** What an upload of debtors 6 to 11 says of them; portfolio A has debtors 0 to 9, B 5 to 14. */
const uploads = {
  "other values": (row: string[]) => row.with(1, `${row[1]} de Otro`),
  "the same values": (row: string[]) => row,
  "one of three with another e-mail": (row: string[]) =>
    Number(row[0]) % 3 === 0 ? row.with(2, `otro${row[0]}@example.com`) : row,
  "obligations of the other creditor": (row: string[]) =>
    row.with(5, row[5]?.replace(/^N-/, "A-") ?? "").with(7, "1,00"),
} as const;

const uncertain = async (portfolioId: string) =>
  ownerDatabase().snapshotDebtor.count({ where: { portfolioId, state: "uncertain" } });

const kinds = ["unknown", "merges", "replaces"] as const;

test.each(kinds)("as many as the plan says are uncertain afterwards (%s)", async (obligations) => {
  const team = await makeTeam({ server: host, batchSize: 5, repeatBehaviour: "updates", obligations });
  const a = await makeTenantPortfolio(team.tenantId, "Banco A");
  const b = await makeTenantPortfolio(team.tenantId, "Banco B");
  const counts: number[] = [];
  for (const [of, cut] of Object.entries(uploads)) {
    // A quick run has every file of a portfolio and of none, but not to each kind of CRM.
    const isOfNone = (Object.keys(uploads).indexOf(of) + kinds.indexOf(obligations)) % 2 === 0;
    for (const portfolioId of isDeep ? [null, b] : [isOfNone ? null : b]) {
      await sendFor(team, b, rowsOf("B", 5, 15));
      await sendFor(team, a, rowsOf("A", 0, 10));
      const uploadId = await stageFor(team, portfolioId, rowsOf("N", 6, 12, cut));
      const before = { [a]: await uncertain(a), [b]: await uncertain(b) };
      const { doubtsElsewhere } = await planUpload(team.supervisor, { uploadId });
      await confirmUpload(team.supervisor, { uploadId });
      await waitForUpload(team.supervisor, uploadId, ["finished"]);
      for (const id of portfolioId === null ? [a, b] : [a]) {
        const said = doubtsElsewhere?.portfolios.find((one) => one.id === id)?.debtors ?? 0;
        counts.push(said);
        expect([of, portfolioId === null, said]).toEqual([
          of,
          portfolioId === null,
          (await uncertain(id)) - (before[id] ?? 0),
        ]);
      }
      expect(doubtsElsewhere?.portfolios.some(({ id }) => id === portfolioId) ?? false).toBe(false);
    }
  }
  expect(Math.max(...counts)).toBeGreaterThan(1);
  expect(counts).toContain(0);
});

test("those beyond the limit are not looked up", async () => {
  const team = await makeTeam({ server: host, batchSize: 5 });
  const a = await makeTenantPortfolio(team.tenantId, "Banco A");
  await sendFor(team, a, rowsOf("A", 0, 6));
  const uploadId = await stageFor(team, null, rowsOf("N", 0, 6, uploads["other values"]));
  const count = (limit: number) => countDoubtsElsewhere(ownerDatabase(), team.tenantId, uploadId, limit);
  expect(await count(4)).toEqual({ portfolios: [{ id: a, name: "Banco A", debtors: 4 }], isPart: true });
  expect(await count(6)).toMatchObject({ portfolios: [{ debtors: 6 }], isPart: false });
});
