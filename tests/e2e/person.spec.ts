import { randomInt } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { PersonExport } from "#lib/domain/views/person-view.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { browserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { placesOf } from "#tests/support/every-stored-text.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { readWorkbook } from "#tests/support/reports/read-workbook.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

test.afterAll(() => closeAll());

// The browser logs the status of the page that a supervisor may not see.
test.use({ allowedErrors: [/404/] });

test("an admin hands a person's data over and erases it", { tag: "@deep" }, async ({ page }) => {
  const team = await makeBrowserTeam({ batchSize: 5 });
  const { admin, supervisor, tenantId } = team;
  const identification = `7${randomInt(10 ** 9, 10 ** 10)}`;
  const rows = makePortfolio(6).map((row) => (row[0] === "10000001" ? row.with(0, identification) : row));
  const sent = await stage(supervisor, tenantId, rows);
  await confirmUpload(supervisor, { uploadId: sent });
  await waitForUpload(supervisor, sent, ["finished"]);
  const waiting = await stage(supervisor, tenantId, rows, { fileName: "mañana.csv" });

  await beginSession(page, admin.actor);
  await page.context().addCookies([{ name: "tenant", value: tenantId, url: browserStack().url }]);
  await page.goto("/admin/people");
  await expect(page.getByRole("heading", { level: 1, name: "Una persona" })).toBeVisible();
  await expectAccessible(page);
  const find = async () => {
    await page.getByRole("textbox", { name: "Identificación" }).fill(`CC ${identification}`);
    await page.getByRole("button", { name: "Buscar" }).click();
  };
  await find();
  await expect(page.getByText("Una carga debe terminar primero")).toBeVisible();
  await expect(page.getByRole("link", { name: "mañana.csv" })).toHaveAttribute("href", `/uploads/${waiting}`);
  await expect(page.getByRole("button", { name: "Borrar" })).toBeDisabled();
  await expectAccessible(page);
  // The identification stands in no address.
  expect(page.url()).not.toContain(identification);

  const download = async (format: string) => {
    await page.getByRole("button", { name: "Descargar lo que se sabe" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: format }).click(),
    ]);
    return readFile(await file.path());
  };
  const told: PersonExport = JSON.parse((await download("JSON")).toString());
  expect(told.records.map(({ outcome }) => outcome)).toEqual(["accepted", "pending"]);
  const { texts } = readWorkbook(await download("Excel"));
  expect(texts).toContainEqual(["Registro 1", "Resultado", "Aceptado"]);
  expect(texts).toContainEqual(["Registro 2", "Enviado · Identificación", identification]);
  const csv = (await download("CSV")).toString();
  for (const row of texts.slice(1)) expect(csv).toContain(String(row[1]));

  await cancelUpload(supervisor, { uploadId: waiting });
  await find();
  await page.getByRole("button", { name: "Borrar" }).click();
  const dialog = page.getByRole("dialog", { name: `¿Borrar a ${identification}?` });
  await dialog.getByLabel("Escriba la identificación otra vez").fill("123");
  await dialog.getByRole("button", { name: "Borrar" }).click();
  await expect(dialog).toContainText("No es la misma.");
  await expectAccessible(page);
  // In whatever form the search accepts.
  await dialog.getByLabel("Escriba la identificación otra vez").fill(`C.C. 0${identification}`);
  await dialog.getByRole("button", { name: "Borrar" }).click();
  await expect(page.getByText("Se borró a la persona.")).toBeVisible();
  expect(await placesOf([identification])).toEqual([]);

  // Whoever is no admin has neither the page nor its place in the side bar.
  await beginSession(page, supervisor.actor);
  await page.goto("/admin/people");
  await expect(page.getByRole("link", { name: "Personas" })).toBeHidden();
  await expect(page.getByRole("heading", { name: "Una persona" })).toBeHidden();
});
