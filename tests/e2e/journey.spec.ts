import type { Page } from "@playwright/test";
import { browserStack } from "../support/browser/browser-stack.ts";
import { type Elsewhere, expect, test } from "../support/browser/browser-test.ts";
import { beginSession, signIn } from "../support/browser/sign-in.ts";
import { isDeep } from "../support/depth.ts";
import { Portfolio, type PortfolioOptions } from "../support/portfolio/portfolio.ts";
import { type ExpectedDebtor, type Truth, truthOf } from "../support/portfolio/truth.ts";
import { portfolioBytes } from "../support/portfolio/write-portfolio.ts";
import { sandboxControl } from "../support/wolkvox-sandbox/control.ts";

// One story: an admin sets up a bank's operation, a supervisor loads the bank's file, in the deep run in both formats,
// and the CRM ends up with exactly its content.
const files = [
  { format: "csv", seed: 41, asks: true },
  // The columns were learned from the first file, so the second one raises no question.
  ...(isDeep ? [{ format: "xlsx", seed: 42, asks: false } as const] : []),
] as const;
const rows = isDeep ? 1_000 : 400;

const placeholder = "sin.correo@example.com";
const tenant = { name: "Banco del Páramo", operation: "paramo", token: "canary-token-5e1f" };
const supervisor = { name: "Marta Loaiza", email: "marta.loaiza@portal.test", password: "una frase bien larga" };

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** An admin sets up an operation, its fields and its supervisor. */
async function setUp(page: Page, elsewhere: Elsewhere): Promise<void> {
  const { admin, sandboxUrl } = browserStack();
  await sandboxControl(sandboxUrl).reset();
  await signIn(page, admin);

  await page.goto("/admin/tenants");
  await page.getByRole("link", { name: "Nueva operación" }).click();
  await page.waitForURL("**/tenants/new");
  await page.getByLabel("Nombre", { exact: true }).fill(tenant.name);
  await page.getByLabel("Operación", { exact: true }).fill(tenant.operation);
  await page.getByLabel("Servidor").fill("wv0001.wolkvox.com");
  await page.locator("input[name=token]").fill(tenant.token);
  await page.getByRole("button", { name: "Crear" }).click();
  await expect(page.getByText("wolkvox Manager")).toBeVisible();
  await page.getByLabel("Servidor").fill(new URL(sandboxUrl).host);
  await page.getByRole("button", { name: "Probar la conexión" }).click();
  await expect(page.getByText("La conexión funciona")).toBeVisible();
  await page.getByRole("button", { name: "Crear" }).click();
  await page.waitForURL(/\/admin\/tenants\/[0-9a-f-]{36}$/);
  await expect(page.getByText(`termina en ${tenant.token.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(tenant.token);

  for (const field of [
    { level: "Cliente", label: "Ciudad", kind: "Texto" },
    { level: "Obligación", label: "Saldo capital", kind: "Valor en dinero" },
  ]) {
    await page.getByRole("button", { name: "Declarar un campo" }).click();
    await choose(page, "Nivel", field.level);
    await choose(page, "Tipo", field.kind);
    await page.getByRole("dialog").getByLabel("Etiqueta").fill(field.label);
    await page.getByRole("dialog").getByRole("button", { name: "Guardar" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await expect(page.getByRole("rowheader", { name: field.label })).toBeVisible();
  }

  await page.goto("/admin/users/new");
  await page.getByLabel("Nombre").fill(supervisor.name);
  await page.getByLabel("Correo").fill(supervisor.email);
  await page.getByRole("checkbox", { name: tenant.name }).check();
  await page.getByRole("button", { name: "Invitar" }).click();
  // No mail is set: the admin passes the link on.
  const link = await page.getByRole("dialog").getByLabel("Enlace").inputValue();
  await page.getByRole("button", { name: "Listo" }).click();
  await page.waitForURL("**/admin/users");
  await expect(page.getByRole("row").filter({ hasText: supervisor.email })).toContainText(tenant.name);

  const theirs = await elsewhere();
  await theirs.goto(link);
  await theirs.locator("input[name=password]").fill("corta");
  await theirs.getByRole("button", { name: "Guardar la contraseña" }).click();
  await expect(theirs.getByText("Escriba al menos 12 caracteres.")).toBeVisible();
  await theirs.locator("input[name=password]").fill(supervisor.password);
  await theirs.getByRole("button", { name: "Guardar la contraseña" }).click();
  await expect(theirs.getByText("Contraseña guardada")).toBeVisible();
  await theirs.close();
}

test("an operation is set up, and its supervisor's files arrive in the CRM with every field", async ({
  page,
  elsewhere,
}) => {
  await setUp(page, elsewhere);
  await beginSession(page, supervisor);
  for (const { format, seed, asks } of files) {
    const { sandboxUrl } = browserStack();
    const sandbox = sandboxControl(sandboxUrl);
    await sandbox.reset();
    const options: PortfolioOptions = { rows, seed, errorShare: 0.01 };
    const portfolio = new Portfolio(options);
    const truth = truthOf(portfolio);
    const sent = withoutErrors(truth, portfolio);
    expect(sent.length).toBeLessThan(truth.debtors.length);

    await page.goto("/uploads/new");
    const name = `cartera-${seed}.${format}`;
    await page
      .locator("input[type=file]")
      .setInputFiles({ name, mimeType: "", buffer: Buffer.from(portfolioBytes(options, format)) });
    if (asks) {
      await page.getByPlaceholder("por ejemplo sincorreo@suempresa.com").fill(placeholder);
      await page.getByRole("combobox", { name: "Destino de «SLD CAPITAL»" }).click();
      await page.getByRole("searchbox").fill("Saldo capital");
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: "Revisar las filas" }).click();
    }
    await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", String(rows + 1));
    await page.getByRole("button", { name: "Preparar la carga" }).click();
    await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
    await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
    await page.reload();
    await page.getByRole("button", { name: "Confirmar y enviar" }).click();
    await expect(page.getByText("Terminada en parte", { exact: true }).first()).toBeVisible();

    const received = (await sandbox.ledger()).map(({ payload, operation, token }) => {
      expect([operation, token]).toEqual([tenant.operation, tenant.token]);
      return JSON.parse(payload);
    });
    const cityAndCapital = extrasOf(portfolio);
    const byIdentification = (a: { Identification: string }, b: { Identification: string }) =>
      a.Identification.localeCompare(b.Identification);
    // A debtor whose first row is a stray comes later than in the truth, so the order is not compared.
    const expected = sent.map((debtor) => asSent(debtor, cityAndCapital));
    expect(received.sort(byIdentification)).toEqual(expected.sort(byIdentification));

    await page.goto("/uploads");
    await expect(page.getByRole("link", { name })).toBeVisible();
    const first = sent[0];
    await page.goto("/debtors");
    await page.getByRole("searchbox").fill(first?.identification ?? "");
    await page.getByRole("searchbox").press("Enter");
    await expect(page.getByText("Aceptado").first()).toBeVisible();
  }
});

/**
 * What must arrive from a file with errors. A debtor with an unreadable cell is left out whole. A row with an
 * unreadable identification has no known debtor, so only that row is missing.
 */
function withoutErrors({ debtors, errors }: Truth, portfolio: Portfolio): ExpectedDebtor[] {
  const strays = errors.filter(({ error }) => error === "identification");
  const strayObligations = new Set(strays.map(({ row }) => portfolio.rowAt(row).obligation.id));
  const leftOut = new Set(errors.filter(({ error }) => error !== "identification").map((one) => one.identification));
  return debtors
    .filter(({ identification }) => !leftOut.has(identification))
    .map((debtor) => ({
      ...debtor,
      obligations: debtor.obligations.filter(({ id }) => !strayObligations.has(id ?? "")),
    }))
    .filter(({ obligations }) => obligations.length > 0);
}

/** City per debtor and capital per obligation, which are sent in custom fields. */
function extrasOf(portfolio: Portfolio) {
  const cities = new Map<string, string>();
  const capitals = new Map<string, string>();
  for (const { debtor, obligation } of portfolio.rows()) {
    cities.set(debtor.identification, debtor.city);
    const { capitalCents } = obligation;
    capitals.set(
      obligation.id,
      capitalCents % 100 === 0 ? String(capitalCents / 100) : (capitalCents / 100).toFixed(2),
    );
  }
  return { cities, capitals };
}

/** The item of `collections` that this debtor must have become. */
function asSent(debtor: ExpectedDebtor, { cities, capitals }: ReturnType<typeof extrasOf>) {
  return {
    Identification: debtor.identification,
    Name: debtor.name,
    Email: debtor.email ?? placeholder,
    Telephone: debtor.telephone,
    Address: debtor.address,
    Ciudad: cities.get(debtor.identification),
    Obligations: debtor.obligations.map((obligation) => ({
      ...obligation,
      "Saldo capital": capitals.get(obligation.id ?? ""),
    })),
  };
}
