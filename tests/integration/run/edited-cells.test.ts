import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { receiptWords } from "#lib/i18n/receipt-words.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { explainDeclared } from "#lib/services/uploads/explain-declared.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { cases, isDeep } from "#tests/support/depth.ts";
import { makePortfolio, makeTeam, headers as portfolioHeaders, portfolioMapping } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host } = await runStage();
const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 5 });

const balanceColumn = portfolioHeaders.indexOf("Saldo");
const fileOf = (rows: readonly (readonly string[])[], footer: readonly string[] = []) =>
  `${[portfolioHeaders, ...rows].map((cells) => cells.join(";")).join("\n")}\n${footer.join(";")}\n`;

test("what edits add to the balance is what the file does not bring, on the page and on the server", async () => {
  const rows = makePortfolio(12).map((cells, at) => (at % 5 === 2 ? cells.with(balanceColumn, "85O,00") : cells));
  const edit = fc.record({
    row: fc.nat(rows.length - 1),
    column: fc.constantFrom(1, 3, balanceColumn, balanceColumn),
    text: fc.constantFrom("12,50", "1.000,00", "no es saldo", "", "7"),
  });
  const edits = fc.uniqueArray(edit, { selector: ({ row, column }) => `${row} ${column}`, maxLength: 12 });
  let moved = 0;
  const plain = await stageAsPage(supervisor, tenantId, fileOf(rows), portfolioMapping);
  await fc.assert(
    fc.asyncProperty(edits, async (all) => {
      const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, fileOf(rows), portfolioMapping, all);
      const change = formatCents(parseCents(server.file.balance) - parseCents(plain.server.file.balance));
      expect(page.editedBalance).toBe(change);
      const { edited } = await showUpload(supervisor, { uploadId });
      expect(edited).toEqual(page.edits === 0 ? undefined : { cells: page.edits, balance: change });
      if (parseCents(change) !== 0n) moved++;
    }),
    { numRuns: cases(15, 8), seed: 13 },
  );
  expect(moved).toBeGreaterThan(isDeep ? 5 : 2);
});

test("a declared balance that is met only by a typed cell is explained, and the receipt says so", async () => {
  const rows = makePortfolio(6);
  const total = rows.reduce((sum, cells) => sum + parseCents((cells[balanceColumn] ?? "").replace(",", ".")), 0n);
  const damaged = rows.map((cells, at) => (at === 3 ? cells.with(balanceColumn, "85O,00") : cells));
  const footer = ["TOTAL", "", "", "", "", "", "", formatCents(total).replace(".", ",")];
  const { uploadId, page } = await stageAsPage(supervisor, tenantId, fileOf(damaged, footer), portfolioMapping, [
    { row: 3, column: balanceColumn, text: rows[3]?.[balanceColumn] ?? "" },
  ]);
  const typed = parseCents((rows[3]?.[balanceColumn] ?? "").replace(",", "."));
  expect(page.editedBalance).toBe(formatCents(typed));
  const { declared } = await showUpload(supervisor, { uploadId });
  expect(declared?.figures.find(({ figure }) => figure === "balance")).toEqual({
    ...{ figure: "balance", as: "balance", declared: formatCents(total), read: formatCents(total - typed) },
    difference: formatCents(-typed),
    edited: { balance: formatCents(typed), sum: formatCents(total) },
  });
  await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({ code: "declared_differs" });
  await explainDeclared(supervisor, { uploadId, reason: "El banco dictó el valor" });
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const receipt = await showReceipt(supervisor, { uploadId });
  expect(receipt.edited).toEqual({ cells: 1, balance: formatCents(typed) });
  const words = receiptWords("es");
  expect(words.head(receipt).find(({ label }) => label === "Celdas cambiadas a mano")?.value).toMatch(
    /^1 celda; saldo \+/,
  );
  expect(words.difference(receipt)).toContain("El banco dictó el valor");
});
