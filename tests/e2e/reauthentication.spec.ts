import type { Page } from "@playwright/test";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeUser, testPassword, type UserCtx } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";

test.beforeAll(() => void joinBrowserStack());
test.afterAll(() => closeAll());

const dialog = (page: Page) => page.getByRole("dialog", { name: "Confirme que es usted" });

/** As if the user had proven a while ago who they are. */
const makeStale = ({ actor }: UserCtx) =>
  ownerDatabase().session.updateMany({
    where: { userId: actor.userId },
    data: { reauthenticatedAt: fromNow(-11 * 60_000) },
  });

async function typeUser(page: Page, email: string): Promise<void> {
  await page.goto("/admin/users/new");
  await page.getByLabel("Nombre").fill("Nueva Persona");
  await page.getByLabel("Correo").fill(email);
}

test("a stale session asks for the password, and then goes on with what was typed", async ({ page }) => {
  const admin = await makeUser("admin");
  await beginSession(page, admin.actor);
  await typeUser(page, "nueva.persona@example.com");
  await makeStale(admin);
  await page.getByRole("button", { name: "Invitar" }).click();
  await expect(dialog(page)).toBeVisible();
  await expect(page.locator("input[name=password]")).toBeFocused();
  await expectAccessible(page);
  await page.locator("input[name=password]").fill("no es esta frase");
  await page.getByRole("button", { name: "Continuar", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "La contraseña no es la de esta cuenta" })).toBeVisible();
  expect(await ownerDatabase().user.count({ where: { email: "nueva.persona@example.com" } })).toBe(0);
  await page.locator("input[name=password]").fill(testPassword);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Invitación lista" })).toBeVisible();
  expect(await ownerDatabase().user.findUnique({ where: { email: "nueva.persona@example.com" } })).toMatchObject({
    name: "Nueva Persona",
  });
});

test("who would rather not is told, and nothing is lost", async ({ page }) => {
  const admin = await makeUser("admin");
  await beginSession(page, admin.actor);
  await typeUser(page, "otra.persona@example.com");
  await makeStale(admin);
  await page.getByRole("button", { name: "Invitar" }).click();
  await dialog(page).getByRole("button", { name: "Cancelar" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "tiene que confirmar que es usted" })).toBeVisible();
  await expect(page.getByLabel("Correo")).toHaveValue("otra.persona@example.com");
  expect(await ownerDatabase().user.count({ where: { email: "otra.persona@example.com" } })).toBe(0);
});

test("who has a second factor is asked for a code", async ({ page }) => {
  const admin = await makeUser("admin");
  await beginSession(page, admin.actor);
  const { code } = await giveFactor(admin.actor.userId);
  await typeUser(page, "tercera.persona@example.com");
  await makeStale(admin);
  await page.getByRole("button", { name: "Invitar" }).click();
  await page.locator("input[name=code]").fill(code());
  await page.getByRole("button", { name: "Continuar", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Invitación lista" })).toBeVisible();
});
