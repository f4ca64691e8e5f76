import { randomUUID } from "node:crypto";
import { devices, type Page } from "@playwright/test";
import { editUser } from "#lib/services/users/edit-user.ts";
import { isLeftAlone, leaveAlone } from "#tests/support/browser/age-session.ts";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession, signIn } from "#tests/support/browser/sign-in.ts";
import { isToldInput, untilInputIsTold } from "#tests/support/browser/told-input.ts";
import { drop, dropLines, expectAccessible, review, type Team } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { beginStaging, makePortfolio, makeTeam, makeUser, testPassword } from "#tests/support/factories.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";

// The browser itself logs every refused request.
test.use({ allowedErrors: [/401 \(Unauthorized\)/] });

let team: Team;
let other: Awaited<ReturnType<typeof makeUser>>;

test.beforeAll(async () => {
  const { host } = joinBrowserStack();
  team = await makeTeam({ server: host });
  other = await makeUser("supervisor", [team.tenantId]);
});

test.afterAll(() => closeAll());

const over = (page: Page) => page.getByRole("dialog", { name: "Su sesión terminó" });
const taken = (page: Page) => page.getByRole("dialog", { name: "Otra persona inició sesión en este navegador" });

/** A supervisor used by no other test, of a tenant that remembers no file. */
const somebody = async () => (await makeTeam({ server: joinBrowserStack().host })).supervisor.actor;

async function goOn(page: Page, password = testPassword): Promise<void> {
  await page.getByRole("dialog").locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Continuar", exact: true }).click();
}

const header = "Cédula;Nombre;Celular;Correo;Número de crédito;Producto;Saldo total";
const lines = (count: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `${20_234_561 + index};Ána Peña ${index};3001234567;p${index}@buzon.example;CR-${index};Consumo;2.000,00`,
  );

test("a copied cookie is worthless after signing out", async () => {
  const { url } = browserStack();
  const { email } = await somebody();
  const client = await PortalClient.signIn(url, email, testPassword);
  const copy = client.at(url);
  const routes = [
    [`/api/uploads/${randomUUID()}/report`, 404],
    [`/api/uploads/${randomUUID()}/progress`, 404],
  ] as const;
  for (const [path, status] of routes) expect([path, (await copy.get(path)).status]).toEqual([path, status]);
  expect((await copy.get("/uploads")).status).toBe(200);
  await client.signOut();
  for (const [path] of routes) expect([path, (await copy.get(path)).status]).toEqual([path, 401]);
  expect(await (await copy.get("/api/session")).json()).toEqual({ userId: null });
  const page = await copy.get("/uploads");
  expect([page.status, page.headers.get("location")]).toEqual([307, "/sign-in"]);
  expect(
    await copy.act("/uploads/new", "findEarlierUploadAction", { tenantId: team.tenantId, sha256: "0" }),
  ).toMatchObject({ ok: false, code: "signed_out" });
  // next-auth's route that would renew any cookie is closed.
  expect((await copy.get("/api/auth/session")).status).toBe(404);
});

test("only real input extends a session, requests do not", async ({ page }) => {
  const user = await somebody();
  await beginSession(page, user);
  await leaveAlone(user.email, 10);
  for (const path of ["/uploads", "/uploads/new", "/debtors"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  expect(await isLeftAlone(user.email)).toBe(true);
  const told: string[] = [];
  page.on("request", (request) => {
    if (isToldInput(request)) told.push(request.url());
  });
  await page.evaluate(() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "a" })));
  await page.mouse.move(200, 200);
  expect(told).toEqual([]);
  for (let key = 0; key < 20; key++) await page.keyboard.press("Shift");
  await expect.poll(() => isLeftAlone(user.email)).toBe(false);
  expect(told).toHaveLength(1);
});

test("an abandoned page ends its session and hides its content", async ({ page }) => {
  const user = await somebody();
  await page.clock.install();
  await beginSession(page, user);
  const asked = page.waitForResponse("**/api/session");
  await page.goto("/uploads");
  await asked;
  // Once this is answered, the page has had its own answer and has set its timer.
  await page.evaluate(async () => (await fetch("/api/session")).json());
  const again = page.waitForResponse("**/api/session");
  await page.clock.fastForward("29:00");
  await again;
  await page.evaluate(async () => (await fetch("/api/session")).json());
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await leaveAlone(user.email, 31);
  await page.clock.fastForward("02:00");
  await expect(over(page)).toBeVisible();
  await expect(over(page)).not.toContainText("en espera");
  await expect(page.locator("#content")).not.toBeVisible();
  await page.keyboard.press("Escape");
  await expect(over(page)).toBeVisible();
  await expect(page.locator("input[name=password]")).toBeFocused();
  await expectAccessible(page);
  await goOn(page);
  await expect(over(page)).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

test("staging cut by a session's end continues where it was", { tag: "@deep" }, async ({ page }) => {
  const user = await somebody();
  await beginSession(page, user);
  await page.goto("/uploads/new");
  await dropLines(page, "larga.csv", [header, ...lines(22_000)]);
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  const statuses: number[] = [];
  let isLeft = false;
  await page.route("**/chunks?*", async (route) => {
    if (statuses.filter((status) => status === 200).length >= 2 && !isLeft) {
      isLeft = true;
      await leaveAlone(user.email, 31);
    }
    const response = await route.fetch();
    statuses.push(response.status());
    await route.fulfill({ response });
  });
  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await expect(over(page)).toContainText("Lo último que pidió está en espera");
  await expectAccessible(page);
  await expect(page.locator("#content")).not.toBeVisible();
  await goOn(page, "no es la contraseña");
  await expect(page.getByRole("alert").filter({ hasText: "La contraseña no es la de esta cuenta" })).toBeVisible();
  await goOn(page);
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("button", { name: "Confirmar y enviar" })).toBeVisible();
  expect(statuses.filter((status) => status === 401).length).toBeGreaterThan(0);
  // What had arrived was not sent again.
  expect(statuses.filter((status) => status === 200)).toHaveLength(5);
});

test("a file read while the session ends is kept", { tag: "@deep" }, async ({ page }) => {
  const user = await somebody();
  await beginSession(page, user);
  await page.goto("/uploads/new");
  await untilInputIsTold(page);
  await leaveAlone(user.email, 31);
  await drop(page, "public/samples/cartera-de-ejemplo.csv");
  await expect(over(page)).toBeVisible();
  await goOn(page);
  await expect(page.getByRole("button", { name: "Revisar las filas" })).toBeVisible();
});

test("another user inherits nothing; the same user continues anywhere", async ({ page, context }) => {
  const user = await somebody();
  await beginSession(page, user);
  await page.goto("/uploads/new");
  await dropLines(page, "propia.csv", [header, ...lines(3)]);
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  await leaveAlone(user.email, 31);
  const tab = await context.newPage();
  await signIn(tab, other.actor);
  await expect(taken(page)).toBeVisible();
  await expect(page.getByRole("grid")).not.toBeVisible();
  const status = await page.evaluate(async (userId) => {
    const answer = await fetch("/api/session", { method: "POST", headers: { "x-page-user": userId } });
    return answer.status;
  }, user.userId);
  expect(status, "what the page sends is of its own user or of nobody").toBe(401);

  await tab.goto("/uploads");
  await tab.getByRole("button", { name: /sesiones y salida/ }).click();
  await tab.getByRole("menuitem", { name: "Cerrar sesión" }).click();
  await tab.waitForURL("**/sign-in");
  await expect(over(page)).toBeVisible();
  await signIn(tab, user);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("grid")).toBeVisible();
  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
});

const gone = (page: Page) => page.getByRole("dialog", { name: "Ya no tiene acceso a" });

test("work of a revoked tenant stays hidden until access returns", { tag: "@deep" }, async ({ page, context }) => {
  const host = joinBrowserStack().host;
  const lost = await makeTeam({ server: host });
  const { actor } = await makeUser("supervisor", [lost.tenantId, team.tenantId]);
  const reach = (tenantIds: string[]) => editUser(lost.admin, { userId: actor.userId, tenantIds });
  await beginSession(page, actor);
  const choose = (value: string) => context.addCookies([{ name: "tenant", value, url: browserStack().url }]);
  await choose(lost.tenantId);
  await page.goto("/uploads/new");
  await dropLines(page, "propia.csv", [header, ...lines(3)]);
  await review(page);
  const cell = page.getByRole("gridcell", { name: "3001234567" });
  await cell.first().click();
  for (const key of ["Enter", "ControlOrMeta+a"]) await page.keyboard.press(key);
  await page.keyboard.type("3009990004");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("gridcell", { name: "3009990004" })).toBeVisible();

  await reach([team.tenantId]);
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(over(page)).toBeVisible();
  // A phone with its keyboard open.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 330 });
  const box = await over(page).boundingBox();
  expect(box && box.y >= 0 && box.y + box.height <= 330, "no part of a dialog is out of reach").toBe(true);
  await page.getByRole("button", { name: "Continuar", exact: true }).scrollIntoViewIfNeeded();
  await expect(page.getByRole("button", { name: "Continuar", exact: true })).toBeInViewport({ ratio: 1 });
  if (size !== null) await page.setViewportSize(size);
  await goOn(page);
  await expect(gone(page)).toContainText(lost.name);
  await expect(page.getByRole("grid")).not.toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Comprobar de nuevo" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Todavía no tiene acceso" })).toBeVisible();

  // Whoever gets a tenant back signs in anew; meanwhile another tab has worked for the other tenant.
  await reach([lost.tenantId, team.tenantId]);
  await choose(team.tenantId);
  await page.getByRole("button", { name: "Comprobar de nuevo" }).click();
  await goOn(page);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect
    .poll(async () => (await context.cookies()).find(({ name }) => name === "tenant")?.value)
    .toBe(lost.tenantId);
  await expect(page.getByRole("gridcell", { name: "3009990004" })).toBeVisible();
  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  const upload = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: page.url().slice(-36) } });
  expect(upload.tenantId).toBe(lost.tenantId);
});

test("a page of a silently revoked tenant says so when focused", { tag: "@deep" }, async ({ page }) => {
  const lost = await makeTeam({ server: joinBrowserStack().host });
  const { actor } = await makeUser("supervisor", [lost.tenantId]);
  await beginSession(page, actor);
  await page.goto("/debtors");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await ownerDatabase().membership.deleteMany({ where: { userId: actor.userId } });
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  await expect(gone(page)).toContainText(lost.name);
  await page.getByRole("button", { name: "Salir de esta página" }).click();
  await page.waitForURL("**/uploads");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a page never acts for somebody who just signed in", async ({ page, context }) => {
  await beginSession(page, await somebody());
  await page.goto("/account/sessions");
  await untilInputIsTold(page);
  // Without notifying the other tabs: so it is until the tab that signs in has learned of it.
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  const form = { csrfToken, email: other.actor.email, password: testPassword, json: "true" };
  const headers = { origin: new URL(page.url()).origin };
  expect((await context.request.post("/api/auth/callback/credentials", { headers, form })).ok()).toBe(true);
  const theirs = { where: { userId: other.actor.userId } };
  const before = await ownerDatabase().session.count(theirs);

  await page.getByRole("button", { name: "Cerrar sesión en todas partes" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cerrar sesión en todas partes" }).click();
  await expect(taken(page)).toBeVisible();
  expect(await ownerDatabase().session.count(theirs)).toBe(before);
});

test("sessions are listed and ended one by one or all", { tag: "@deep" }, async ({ page, elsewhere }) => {
  const user = await somebody();
  const there = await elsewhere(devices["Desktop Safari"]);
  await signIn(there, user);
  await signIn(page, user);
  await page.getByRole("button", { name: /sesiones y salida/ }).click();
  await page.getByRole("menuitem", { name: "Sesiones abiertas" }).click();
  await page.waitForURL("**/account/sessions");
  // The third session is the one that the factory made.
  await expect(page.getByRole("row")).toHaveCount(4);
  const mine = page.getByRole("row").filter({ hasText: "Esta sesión" });
  await expect(mine).toContainText("Chrome · Windows");
  await expectAccessible(page);

  await expect(page.getByRole("row").filter({ hasText: "Firefox · Linux" })).toContainText("192.0.2.10");
  const rows = page.getByRole("row").filter({ hasText: "Safari · macOS" });
  await rows.getByRole("button", { name: /^Cerrar/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Sesión cerrada")).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(3);
  await there.keyboard.press("Shift");
  await expect(over(there)).toBeVisible();
  await goOn(there);
  await expect(over(there)).toHaveCount(0);

  await page.getByRole("button", { name: "Cerrar sesión en todas partes" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cerrar sesión en todas partes" }).click();
  await page.waitForURL("**/sign-in");
  await expect(page.getByText("Su sesión terminó")).toHaveCount(0);
  await there.goto("/uploads");
  await there.waitForURL("**/sign-in");
  await expect(there.getByText("Su sesión terminó")).toBeVisible();
});

test("ending a user's sessions ends open streams", { tag: "@deep" }, async ({ page, elsewhere }) => {
  const { actor, ...rest } = await makeUser("supervisor", [team.tenantId]);
  const uploadId = await beginStaging({ ...rest, actor }, team.tenantId, makePortfolio(3));
  const there = await elsewhere();
  await beginSession(there, actor);
  await there.goto(`/uploads/${uploadId}`);
  await expect(there.getByRole("heading", { level: 1 })).toBeVisible();
  await beginSession(page, team.admin.actor);
  await page.goto(`/admin/users/${actor.userId}`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Cerrar todas" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cerrar todas" }).click();
  await expect(page.getByText("Ninguna: esta persona no tiene sesiones abiertas.")).toBeVisible();
  // Nobody touches the other page: its stream ends, and it asks the server why.
  await expect(over(there)).toBeVisible();
  await page.goto("/admin/audit");
  await expect(page.getByText("Cerró sesiones de un usuario").first()).toBeVisible();
});
