import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { isDeep } from "../depth.ts";
import { makeTeam, type TenantSetup } from "../factories.ts";
import { sandboxControl } from "../wolkvox-sandbox/control.ts";
import { browserStack, joinBrowserStack } from "./browser-stack.ts";
import { expect } from "./browser-test.ts";
import { beginSession } from "./sign-in.ts";

export type Team = Awaited<ReturnType<typeof makeTeam>>;

/** A new team in the running stack: a shared tenant would remember other tests' files and columns. */
export function makeBrowserTeam(setup: Omit<TenantSetup, "server"> = {}): Promise<Team> {
  return makeTeam({ server: joinBrowserStack().host, ...setup });
}

/** Signs the team's supervisor in and opens a new upload. */
export async function openNewUpload(page: Page, team: Pick<Team, "supervisor">): Promise<void> {
  await beginSession(page, team.supervisor.actor);
  await page.goto("/uploads/new");
}

export const drop = (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) =>
  page.locator("input[type=file]").setInputFiles(file);

/** Drops a text file of these lines. */
export const dropLines = (page: Page, name: string, lines: readonly string[]) =>
  drop(page, { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) });

export const target = (page: Page, header: string) => page.getByRole("combobox", { name: `Destino de «${header}»` });

/** Maps a column to the first field that a search for `field` finds. */
export async function mapTo(page: Page, header: string, field: string): Promise<void> {
  await target(page, header).click();
  await page.getByRole("searchbox").fill(field);
  await page.keyboard.press("Enter");
}

export const review = (page: Page) => page.getByRole("button", { name: "Revisar las filas" }).click();

/** A row of the control totals (rows, debtors, obligations, money), as displayed. */
export function totals(page: Page, name: string): Promise<string[]> {
  const row = page.getByRole("table", { name: "Totales de control" }).getByRole("row").filter({ hasText: name });
  return row.locator("data").evaluateAll((found) => found.map((cell) => cell.getAttribute("value") ?? ""));
}

/** Prepares the upload and waits for its page. */
export async function prepare(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
}

/** A group tab on an upload's page, with its count. */
export const tab = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Detalle de la carga" }).getByRole("link", { name });

/** Prepares and confirms the upload, and waits until so many debtors are accepted. */
export async function sendAll(page: Page, accepted: number): Promise<void> {
  await prepare(page);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(tab(page, new RegExp(`Aceptados\\s*${accepted}$`))).toBeVisible();
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
}

/** The payload last sent to the CRM for a debtor; "" if none. */
export async function sentOf(team: Team, identification: string): Promise<string> {
  const ledger = await sandboxControl(browserStack().sandboxUrl).ledger();
  const own = ledger.findLast(
    (debtor) => debtor.operation === team.operation && debtor.identification === identification,
  );
  return own?.payload ?? "";
}

/** The page is no wider than the window: only tables scroll sideways. */
export async function expectNoOverflow(page: Page, what = page.url()): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  // A scroll bar beside the page counts as less than nothing.
  expect(overflow, what).toBeLessThanOrEqual(0);
}

/** A cell of the review's grid. Both numbers count from 0; column 0 has the lines. */
export const cell = (page: Page, row: number, column: number) =>
  page.locator(`[data-row="${row}"][data-column="${column}"]`);

/** The rules that another theme can break. */
const colourRules = ["color-contrast", "link-in-text-block"];

/**
 * What is on the page keeps every rule of axe. Those of colours, which cost more than all others, are for the deep run, in
 * both themes.
 */
export async function expectAccessible(page: Page): Promise<void> {
  if (!isDeep) {
    await expectNoViolations(page, "own", (builder) => builder.disableRules(colourRules));
    return;
  }
  let isDark = false;
  await expect(async () => {
    isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  }).toPass();
  const [own, other] = isDark ? (["dark", "light"] as const) : (["light", "dark"] as const);
  await expectNoViolations(page, own, (builder) => builder);
  await page.emulateMedia({ colorScheme: other });
  await expectNoViolations(page, other, (builder) => builder.withRules(colourRules));
  await page.emulateMedia({ colorScheme: own });
}

/** A page being reloaded has no title for a moment, and colours fade into another; only violations that last count. */
async function expectNoViolations(
  page: Page,
  theme: string,
  withRules: (builder: AxeBuilder) => AxeBuilder,
): Promise<void> {
  await expect(async () => {
    // The other mode opens a page of its own for each check, for frames of other sites, which there are none of.
    const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
    const { violations } = await withRules(builder).analyze();
    expect(violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html}`)).toEqual([]);
  }).toPass();
}
