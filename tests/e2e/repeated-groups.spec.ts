import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  mapTo,
  openNewUpload,
  review,
  sendAll,
  sentOf,
  type Team,
  target,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

let team: Team;

test.afterAll(() => closeAll());

// A team of its own: another test's columns would be known, and ask nothing.
test.beforeEach(async ({ page }) => {
  team = await makeBrowserTeam();
  await openNewUpload(page, team);
});

const debtor = (id: string, name: string, rest: string) => `${id};${name};3001234567;${id}@buzon.example;${rest}`;

test("numbered columns become several obligations of one debtor", { tag: "@deep" }, async ({ page }) => {
  await dropLines(page, "numerados.csv", [
    "Cédula;Nombre;Celular;Correo;Crédito 1;Producto 1;Saldo 1;Crédito 2;Producto 2;Saldo 2",
    debtor("10234561", "Ana Rojas", "N-1;Consumo;1.250,50;N-2;Tarjeta;20,10"),
    debtor("20345672", "Luis Paz", "N-3;Consumo;99,90;;;"),
  ]);
  await expect(page.getByRole("radio", { name: /Varias obligaciones en cada fila/ })).toBeChecked();
  await mapTo(page, "Producto 1", "Nombre de la obligación");
  await mapTo(page, "Producto 2", "Nombre de la obligación");
  await expect(page.getByRole("combobox", { name: "De qué obligación es «Saldo 2»" })).toContainText("Obligación 2");
  await expectAccessible(page);
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await totals(page, "Por enviar")).toEqual(["2", "2", "3", "1370.50"]);
  await expect(page.getByRole("columnheader", { name: /Número de obligación 1/ })).toBeVisible();
  await sendAll(page, 2);
});

const byHand = [
  "Cédula;Nombre;Celular;Correo;Papel A;Línea A;Debe A;Papel B;Línea B;Debe B;Papel C;Línea C;Debe C",
  debtor("30456783", "Rosa Gil", "H-1;Consumo;100,00;H-2;Tarjeta;20,50;;;"),
  debtor("40567894", "Eva Díaz", "H-3;Consumo;1,00;H-4;Libre;2,00;H-5;Libre;3,00"),
];

test("unnumbered columns are grouped by hand, repeated by pattern, and remembered", { tag: "@deep" }, async ({
  page,
}) => {
  await dropLines(page, "a mano.csv", byHand);
  await page.getByRole("button", { name: /Cada fila/ }).click();
  await page.getByRole("radio", { name: /Varias obligaciones en cada fila/ }).click();
  await mapTo(page, "Papel A", "Número de obligación");
  await mapTo(page, "Línea A", "Nombre de la obligación");
  await mapTo(page, "Debe A", "Saldo total");
  // An incomplete obligation is not accepted.
  await mapTo(page, "Papel B", "Número de obligación");
  await expect(page.getByRole("combobox", { name: "De qué obligación es «Papel B»" })).toContainText("Obligación 2");
  await review(page);
  const alert = page.getByRole("alert").filter({ hasText: "Falta resolver" });
  await expect(alert).toContainText("A una de las obligaciones le falta Nombre de la obligación");
  await expect(alert.getByRole("link", { name: "Papel B" }).first()).toBeFocused();
  await page.getByRole("button", { name: "Completar 2 obligaciones más" }).click();
  await expect(target(page, "Debe C")).toContainText("Saldo total");
  await expect(page.getByRole("combobox", { name: "De qué obligación es «Debe C»" })).toContainText("Obligación 3");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await totals(page, "Por enviar")).toEqual(["2", "2", "5", "126.50"]);
  await sendAll(page, 2);
  const sent = await sentOf(team, "40567894");
  for (const text of ["H-3", "H-4", "H-5"]) expect(sent).toContain(text);

  await page.goto("/uploads/new");
  await dropLines(page, "a mano 2.csv", [
    byHand[0] ?? "",
    debtor("50678905", "Luz Paz", "H-9;Consumo;7,00;H-8;Libre;8,00;;;"),
  ]);
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await totals(page, "Por enviar")).toEqual(["1", "1", "2", "15.00"]);
});
