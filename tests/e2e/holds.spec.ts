import { addHolds } from "#lib/services/holds/add-holds.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import {
  dropLines,
  expectAccessible,
  expectNoOverflow,
  makeBrowserTeam,
  openNewUpload,
  prepare,
  review,
  tab,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";

test.afterAll(() => closeAll());

// The browser logs the status of the staging that is refused because the list has changed.
test.use({ allowedErrors: [/409/] });

const lines = [
  "Cédula;Nombre completo;Celular;Correo;Número de crédito;Producto;Saldo total",
  "10234561;Ana Rojas;3001234567;ana@buzon.example;CR-1;Libre;291.000,50",
  "0020345672;Luis Paz;3009876543;luis@buzon.example;CR-2;Tarjeta;85.500,25",
  "0020345672;Luis Paz;3009876543;luis@buzon.example;CR-4;Libre;14.500,00",
  "30456783;Rosa Gil;3011112233;rosa@buzon.example;CR-3;Libre;912.000,00",
  "40567894;Iván Mora;3014445566;ivan@buzon.example;CR-5;Libre;50.000,00",
];

test("people on hold are kept out from the list to the receipt", async ({ page }) => {
  const team = await makeBrowserTeam();
  await beginSession(page, team.supervisor.actor);
  await page.goto("/holds");
  await expect(page.getByText("Nadie está retenido")).toBeVisible();

  await page.getByRole("button", { name: "Agregar personas" }).click();
  const form = page.getByRole("dialog", { name: "Agregar personas" });
  await form.getByRole("button", { name: "Agregar personas" }).click();
  await expect(form).toContainText("Escriba al menos una identificación.");
  await form.getByLabel("Identificaciones").fill("CC 20.345.672\nno se lee!\n99887766");
  const why = form.getByRole("combobox", { name: "Motivo" });
  await why.click();
  await page.getByRole("option", { name: "Reclamo en trámite" }).click();
  await expect(why).toBeFocused();
  await form.getByLabel("Nota").fill("PQR 4411");
  // A day that is not typed to its end does not count as none.
  await form.getByLabel("Hasta").fill("31/1");
  await form.getByRole("button", { name: "Agregar 3 personas" }).click();
  await expect(form.getByLabel("Hasta")).toBeFocused();
  await expect(form).toContainText("Escriba la fecha así: dd/mm/aaaa.");
  await form.getByLabel("Hasta").fill("31/01/2020");
  await form.getByRole("button", { name: "Agregar 3 personas" }).click();
  await expect(form).toContainText("No puede ser antes del");
  await form.getByLabel("Hasta").fill("");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Agregar 3 personas" }).click();
  await expect(form).toContainText("No se pudo leer una y no se agregó: no se lee!");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Agregar personas" })).toBeFocused();
  const list = page.getByRole("table", { name: "Retenidos" });
  await expect(list.getByRole("row", { name: /20345672.*Reclamo en trámite.*PQR 4411/ })).toBeVisible();
  await page.getByRole("searchbox", { name: "Buscar" }).fill("9988");
  await page.keyboard.press("Enter");
  await expect(list.getByRole("row")).toHaveCount(2);
  await list.getByRole("button", { name: "Terminar la retención de 99887766" }).click();
  await page.getByRole("button", { name: "Terminar la retención" }).click();
  await expect(page.getByText("Nadie con «9988»")).toBeVisible();

  await openNewUpload(page, team);
  await dropLines(page, "cartera.csv", lines);
  await review(page);
  await expect(page.getByText("Un cliente retenido no se envía")).toBeVisible();
  expect((await totals(page, "Excluid")).slice(0, 4)).toEqual(["2", "1", "2", "100000.25"]);
  await expect(page.getByRole("complementary").getByText("Retenido: no se envía").first()).toBeVisible();
  await expectAccessible(page);

  // While the page works, somebody else is put on the list.
  const { tenantId } = team;
  await addHolds(team.admin, { tenantId, identifications: ["10234561"], why: "deceased" });
  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "La lista de retenidos cambió" })).toBeVisible();
  await page.getByRole("button", { name: "Volver a la revisión" }).click();
  await expect(page.getByText("antes era 1 retenido y ahora son 2")).toBeVisible();
  await prepare(page);

  // And once more after it is staged.
  await addHolds(team.admin, { tenantId, identifications: ["40567894"], why: "opposition" });
  await page.reload();
  await expect(page.getByText("Un cliente está retenido ahora y no se enviará")).toBeVisible();
  await expect(page.getByText("Se enviará 1 cliente")).toBeVisible();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(tab(page, /Aceptados\s*1$/)).toBeVisible();
  await tab(page, /No enviados\s*1$/).click();
  await expect(
    page.getByText("Estaba retenido cuando iba a enviarse: no se envía mientras siga en la lista").first(),
  ).toBeVisible();
  // Nobody else is missing, so nothing is offered.
  await expect(page.getByText("1 cliente sigue retenido: no se reintenta ni se corrige")).toBeVisible();
  await expect(page.getByRole("link", { name: /Corregir/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Reintentar/ })).toHaveCount(0);
  await expect(page.getByRole("main").getByRole("checkbox")).toHaveCount(0);

  await page.getByRole("link", { name: "Acuse" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Acuse de carga" })).toBeVisible();
  const table = page.getByRole("table", { name: "Qué pasó con cada parte del archivo" });
  const figures = (name: string | RegExp) =>
    table
      .getByRole("row", { name })
      .locator("data")
      .evaluateAll((found) => found.map((cell) => cell.getAttribute("value")));
  expect(await figures(/Retenido: no se envía/)).toEqual(["3", "2", "3", "391000.75"]);
  expect(await figures(/Estaba retenido/)).toEqual(["1", "1", "50000.00"]);
  await expect(page.getByText(/^recibido el .* y aceptado el mismo día \(plazo: /)).toBeVisible();

  // The morning has nothing left to do for it, until the hold of one has ended.
  await ownerDatabase().upload.updateMany({
    where: { tenantId },
    data: { portfolioId: await makePortfolioOf(tenantId) },
  });
  await page.goto("/morning");
  const line = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
  await expect(line).toContainText("Cargada");
  await expect(line).toContainText("Nada pendiente; 3 retenidos");
  await expect(line.getByRole("listitem")).toContainText("100% aceptado de lo que había que enviar; 3 retenidos");
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoOverflow(page);
  await ownerDatabase().hold.deleteMany({ where: { tenantId, key: "40567894" } });
  await page.reload();
  await expect(line).toContainText("En parte");
  await expect(line).toContainText("1 cliente no entró");
  await expect(line.getByRole("link", { name: /^Corregir / })).toBeVisible();
});

test("a longer hold says so, and an ended one says whose it was and leaves the focus on the next", {
  tag: "@deep",
}, async ({ page }) => {
  const team = await makeBrowserTeam();
  const { tenantId } = team;
  await addHolds(team.admin, { tenantId, identifications: ["60010001", "60010002"], why: "claim" });
  const until = "2999-12-31";
  await addHolds(team.admin, { tenantId, identifications: ["60010003"], why: "deceased", until, note: "Acta 7" });
  await beginSession(page, team.supervisor.actor);
  await page.goto("/holds");
  await page.getByRole("button", { name: "Agregar personas" }).click();
  const form = page.getByRole("dialog", { name: "Agregar personas" });
  await expect(form).toContainText("esta retención toma el lugar de la suya, con este motivo");
  await form.getByLabel("Identificaciones").fill("60.010.003");
  await form.getByRole("combobox", { name: "Motivo" }).click();
  await page.getByRole("option", { name: "Discusión judicial" }).click();
  await form.getByRole("button", { name: "Agregar una persona" }).click();
  const said = "No se agregó a nadie; la retención de una persona se prolongó, con el motivo elegido";
  await expect(page.getByText(said)).toBeVisible();
  const list = page.getByRole("table", { name: "Retenidos" });
  await expect(list.getByRole("row", { name: /60010003.*Discusión judicial.*Acta 7/ })).toBeVisible();

  const endOf = (identification: string) =>
    page.getByRole("button", { name: `Terminar la retención de ${identification}` });
  const heads = await list.getByRole("rowheader").allTextContents();
  const ids = heads.map((text) => /\d+/.exec(text)?.[0] ?? "");
  expect(ids).toHaveLength(3);
  // Back out first: the focus returns to where it was.
  await endOf(ids[1]!).click();
  await page.keyboard.press("Escape");
  await expect(endOf(ids[1]!)).toBeFocused();
  for (const [ended, next] of [
    [ids[1]!, ids[2]!],
    [ids[2]!, ids[0]!],
    [ids[0]!, null],
  ] as const) {
    await endOf(ended).press("Enter");
    await page.getByRole("alertdialog").getByRole("button", { name: "Terminar la retención" }).press("Enter");
    await expect(page.getByText(`Retención de ${ended} terminada`)).toBeAttached();
    await expect(list.getByRole("row", { name: ended })).toHaveCount(0);
    await expect(next === null ? page.getByRole("button", { name: "Agregar personas" }) : endOf(next)).toBeFocused();
  }
  await expect(page.getByText("Nadie está retenido")).toBeVisible();
});

test("the list works on a phone and in the dark", { tag: "@deep" }, async ({ page }) => {
  const team = await makeBrowserTeam();
  await addHolds(team.admin, { tenantId: team.tenantId, identifications: ["123456789"], why: "opposition" });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: "dark" });
  await beginSession(page, team.supervisor.actor);
  await page.goto("/holds");
  await expect(page.getByText("Se opuso al tratamiento de sus datos")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectAccessible(page);
});

test("whom a correction brings into the file is held at once", { tag: "@deep" }, async ({ page }) => {
  const team = await makeBrowserTeam();
  const identifications = ["70000274", "NIT 900.123.456-8"];
  await addHolds(team.admin, { tenantId: team.tenantId, identifications, why: "claim" });
  await beginSession(page, team.supervisor.actor);
  await openNewUpload(page, team);
  await dropLines(page, "cartera.csv", lines);
  await review(page);
  const type = async (row: number, text: string) => {
    await page.locator(`[data-row='${row}'][data-column='1']`).click();
    await page.keyboard.type(text);
    await page.keyboard.press("Enter");
  };
  await type(0, "70.000.274");
  await expect(page.getByText("Un cliente retenido no se envía")).toBeVisible();
  await type(3, "9001234568");
  await expect(page.getByText("2 clientes retenidos no se envían")).toBeVisible();
  await expect(page.getByRole("button", { name: "Deshacer" }).first()).toBeEnabled();
  // What was undone has nobody on hold any more.
  await page.keyboard.press("Control+z");
  await expect(page.getByText("Un cliente retenido no se envía")).toBeVisible();
  await prepare(page);
  await expect(page.getByText("Se enviarán 3 clientes")).toBeVisible();
});

test("a company on hold is kept out with its check digit joined, and a passport with a dash", {
  tag: "@deep",
}, async ({ page }) => {
  const team = await makeBrowserTeam();
  const identifications = ["NIT 900.123.456-8", "PA AB123456"];
  await addHolds(team.admin, { tenantId: team.tenantId, identifications, why: "opposition" });
  await beginSession(page, team.supervisor.actor);
  await openNewUpload(page, team);
  const rowOf = (id: string, at: number) =>
    `${id};Persona Prueba;300123450${at};p${at}@correo.example;CR-${at};Libre;1.000,00`;
  await dropLines(page, "formas.csv", [
    lines[0] ?? "",
    ...["9001234568", "ab-123456", "55500001", "55500002"].map(rowOf),
  ]);
  await review(page);
  await expect(page.getByText("2 clientes retenidos no se envían")).toBeVisible();
  expect((await totals(page, "Excluid")).slice(0, 4)).toEqual(["2", "2", "2", "2000.00"]);
  await prepare(page);
  await expect(page.getByText("Se enviarán 2 clientes")).toBeVisible();
  await addHolds(team.admin, { tenantId: team.tenantId, identifications: ["55500001", "55500002"], why: "claim" });
  await page.reload();
  await expect(page.getByText("no se enviaría ninguno")).toBeVisible();
  await expect(page.getByText("No se enviaría nada: ningún lote y ninguna llamada al CRM.")).toBeVisible();
  await expect(page.getByText("Llamadas al CRM")).toHaveCount(0);
});
