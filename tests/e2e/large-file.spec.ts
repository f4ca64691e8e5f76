import { createHash } from "node:crypto";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { drop, makeBrowserTeam, openNewUpload } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

const mb = 1024 * 1024;

test.afterAll(() => closeAll());

test("a large file is hashed in WebAssembly under the portal's policy", async ({ page }) => {
  await openNewUpload(page, await makeBrowserTeam());
  const policy = (await page.request.get("/uploads/new")).headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'nonce-");
  expect(policy).not.toContain("unsafe-eval");
  const line = (row: number) => `${10_000_000 + row};CLIENTE ${row};${700_000 + row};${"x".repeat(60)};1.234,50`;
  const rows = Array.from({ length: 95_000 }, (_, row) => line(row));
  const buffer = Buffer.from(`CEDULA;NOMBRE;NRO OBLIGACION;OBSERVACION;SALDO TOTAL\n${rows.join("\n")}\n`);
  expect(buffer.length).toBeGreaterThan(8 * mb);
  const pieces = [buffer.subarray(0, 8 * mb), buffer.subarray(8 * mb)].map((piece) =>
    createHash("sha256").update(piece).digest(),
  );
  const digest = createHash("sha256").update(Buffer.concat(pieces)).digest("hex");
  // The page asks the server whether a file with this digest was uploaded before.
  const asked = page.waitForRequest((request) => request.postData()?.includes(digest) === true);
  await drop(page, { name: "grande.csv", mimeType: "text/csv", buffer });
  await asked;
});
