import { afterAll, expect, test } from "vitest";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";

process.env.WOLKVOX_EXTRA_HOSTS = "127.0.0.1:9";
afterAll(() => closeAll());

test("a row counts once per error, most frequent first", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: "127.0.0.1:9" });
  const rows = makePortfolio(9).map((row, index) => {
    if (index < 2) return row.with(2, "nadie en casa");
    return index === 4 ? row.with(0, "").with(2, "nadie en casa") : row;
  });
  const uploadId = await stage(supervisor, tenantId, rows);
  expect(await summariseLeftOut(supervisor, { uploadId })).toEqual([
    { code: "email_malformed", column: 2, field: "debtor.Email", header: "Correo", rows: 3, debtors: 1 },
    {
      code: "identification_missing",
      column: 0,
      field: "debtor.Identification",
      header: "Cédula",
      rows: 1,
      debtors: 0,
    },
  ]);
});
