import type { Page } from "@playwright/test";
import pg from "pg";
import { totpCode, totpStepAt } from "#lib/secrets/totp.ts";
import { findFreePort } from "#lib/up/free-port.ts";
import { startAnotherStack } from "#tests/support/browser/browser-stack.ts";
import { type Elsewhere, expect, test } from "#tests/support/browser/browser-test.ts";
import { expectAccessible } from "#tests/support/browser/wizard-page.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { type ChildServer, startChildServer } from "#tests/support/people/child-server.ts";
import { receivedMails } from "#tests/support/people/received-mail.ts";
import type { TestStack } from "#tests/support/runs/processes.ts";

// A portal without users and without a demo, with a mail server and an identity provider. One story: each of its steps
// needs the people of those before.
test.use({ allowedErrors: [/40[0-9]/] });

const root = { name: "Ana Raíz", email: "ana.raiz@portal.test", password: "una frase bien larga" };
const marta = { name: "Marta Loaiza", email: "marta@portal.test", password: "otra frase bien larga" };
let stack: TestStack;
let mail: ChildServer;
let martaCodes: readonly string[] = [];
let provider: ChildServer;

test.beforeAll(async () => {
  const port = await findFreePort(21_000 + Math.floor(Math.random() * 20_000));
  mail = await startChildServer("mail-server.ts");
  provider = await startChildServer("identity-provider.ts", [`http://localhost:${port}`]);
  stack = await startAnotherStack({
    port,
    isDemo: false,
    workers: 0,
    given: {
      REQUIRE_TOTP: "admins",
      SMTP_URL: mail.url,
      MAIL_FROM: "Portal <portal@portal.test>",
      OIDC_ISSUER: provider.url,
      OIDC_CLIENT_ID: "portal",
      OIDC_CLIENT_SECRET: "a client secret",
      OIDC_NAME: "Acme ID",
    },
  });
});
test.afterAll(async () => {
  await stack?.stop();
  await provider?.stop();
  await mail?.stop();
});

const open = (page: Page, path: string) => page.goto(`${stack.url}${path}`);
const mailTo = (email: string) => receivedMails(mail.lines).filter(({ to }) => to.includes(email));

async function typeCredentials(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await open(page, "/sign-in");
  await page.getByLabel("Correo").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
}

/** Sets up the second factor on the page; returns what was shown, and the code that was taken. */
async function setUp(page: Page): Promise<{ secret: string; code: string; codes: string[] }> {
  await page.getByRole("button", { name: "Activar" }).click();
  await expect(page.getByRole("img", { name: /QR/ })).toBeVisible();
  const secret = ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await page.locator("input[name=code]").fill("000000");
  await page.getByRole("button", { name: "Confirmar", exact: true }).click();
  await expect(page.getByText("No es el código que muestra la aplicación")).toBeVisible();
  const code = totpCode(secret, totpStepAt(fromNow().getTime()));
  await page.locator("input[name=code]").fill(code);
  await page.getByRole("button", { name: "Confirmar", exact: true }).click();
  const list = page.getByRole("list", { name: "Códigos de recuperación" });
  await expect(list).toBeVisible();
  return { secret, code, codes: await list.getByRole("listitem").allTextContents() };
}

/** As if the time of every code that was taken were long past: the code of now is good. */
async function forgetTakenCodes(): Promise<void> {
  const client = new pg.Client({ connectionString: stack.ownerUrl });
  await client.connect();
  await client.query('UPDATE "SecondFactor" SET "lastStep" = 0');
  await client.end();
}

async function makeFirstAdmin(page: Page): Promise<string> {
  await open(page, "/");
  await page.waitForURL("**/first-run");
  await expectAccessible(page);
  await page.getByLabel("Código de la consola").fill("aaaa-bbbb-cccc-dddd");
  await page.getByLabel("Nombre").fill(root.name);
  await page.getByLabel("Correo").fill(root.email);
  await page.locator("input[name=password]").fill(root.password);
  await page.getByRole("button", { name: "Crear y entrar" }).click();
  await expect(page.getByText("No es el código de la consola")).toBeVisible();
  await page.getByLabel("Código de la consola").fill(stack.firstRunCode ?? "");
  await page.getByRole("button", { name: "Crear y entrar" }).click();
  await page.waitForURL("**/second-factor");
  // Nothing else opens before.
  for (const path of ["/morning", "/admin/users", "/account/security"]) {
    await open(page, path);
    await page.waitForURL("**/second-factor");
  }
  await expectAccessible(page);
  const { codes, secret } = await setUp(page);
  expect(codes).toHaveLength(10);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ya los guardé" }).click();
  await page.waitForURL("**/morning");
  await open(page, "/first-run");
  await page.waitForURL("**/morning");
  return secret;
}

async function invite(page: Page, person: { name: string; email: string }): Promise<void> {
  await open(page, "/admin/users/new");
  await page.getByLabel("Nombre").fill(person.name);
  await page.getByLabel("Correo").fill(person.email);
  await page.getByRole("button", { name: "Invitar" }).click();
  await expect(page.getByText("Invitación enviada por correo")).toBeVisible();
}

async function acceptInvitation(page: Page, elsewhere: Elsewhere): Promise<void> {
  await invite(page, marta);
  for (const email of ["elena@portal.test", "unverified-eva@portal.test"]) await invite(page, { name: "Elena", email });
  const [invitation, ...others] = mailTo(marta.email);
  expect(others).toEqual([]);
  expect(invitation?.text).toContain("Hola, Marta Loaiza:");
  expect(invitation?.link).toContain(`${stack.url}/set-password#`);
  const theirs = await elsewhere();
  const asked: string[] = [];
  theirs.on("request", (request) => asked.push(request.url()));
  await theirs.goto(invitation?.link ?? "");
  await expect(theirs.getByText("Hola, Marta Loaiza.")).toBeVisible();
  await expectAccessible(theirs);
  // No address that a log could keep has the secret.
  expect(
    asked.filter((url) => url.includes(new URL(invitation?.link ?? "").hash.slice(1)) && !url.includes("#")),
  ).toEqual([]);
  await theirs.locator("input[name=password]").fill("Contraseña2026");
  await theirs.getByRole("button", { name: "Guardar la contraseña" }).click();
  await expect(theirs.getByText("Es de las más usadas")).toBeVisible();
  await theirs.locator("input[name=password]").fill(marta.password);
  await theirs.getByRole("button", { name: "Guardar la contraseña" }).click();
  await expect(theirs.getByText("Contraseña guardada")).toBeVisible();
  await theirs.goto("about:blank");
  await theirs.goto(invitation?.link ?? "");
  await expect(theirs.getByText("Este enlace ya no sirve")).toBeVisible();
  await theirs.close();
}

async function setUpFactor(page: Page): Promise<void> {
  await page.context().clearCookies();
  await typeCredentials(page, marta);
  await page.waitForURL("**/morning");
  await open(page, "/account/security");
  await expectAccessible(page);
  const { secret, code, codes } = await setUp(page);
  martaCodes = codes;
  await page.getByRole("button", { name: "Ya los guardé" }).click();
  await expect(page.getByText("Le quedan 10 códigos de recuperación.")).toBeVisible();

  await page.context().clearCookies();
  await typeCredentials(page, marta);
  await expectAccessible(page);
  await page.locator("input[name=code]").fill(code);
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await expect(page.getByText("El código no es correcto o ya se usó")).toBeVisible();
  await forgetTakenCodes();
  await page.locator("input[name=code]").fill(totpCode(secret, totpStepAt(fromNow().getTime())));
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await page.waitForURL("**/morning");

  await page.context().clearCookies();
  await typeCredentials(page, marta);
  await page.getByRole("button", { name: "Usar un código de recuperación" }).click();
  await page.locator("input[name=code]").fill(codes[3] ?? "");
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await page.waitForURL("**/morning");
  await open(page, "/account/security");
  await expect(page.getByText("Le quedan 9 códigos de recuperación.")).toBeVisible();
}

async function forgetPassword(page: Page): Promise<void> {
  await page.context().clearCookies();
  for (const email of ["nadie@portal.test", marta.email]) {
    await open(page, "/sign-in");
    await page.getByRole("link", { name: "¿Olvidó su contraseña?" }).click();
    await page.waitForURL("**/forgotten");
    await page.getByLabel("Correo").fill(email);
    await page.getByRole("button", { name: "Enviar el enlace" }).click();
    await expect(page.getByText("Si hay una cuenta con esa dirección")).toBeVisible();
  }
  await expectAccessible(page);
  // The invitation, and that password and second factor were set.
  await expect.poll(() => mailTo(marta.email).length).toBe(4);
  expect(mailTo("nadie@portal.test")).toEqual([]);
  expect(mailTo(marta.email).at(-1)?.text).toContain("pidió una contraseña nueva");
}

/** Types an email at the provider's own pages. */
async function atProvider(page: Page, login: string): Promise<void> {
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill("anything");
  await page.locator("button[type=submit]").click();
  const consent = page.getByRole("button", { name: "Continue" });
  await expect(consent.or(page.locator("h1")).first()).toBeVisible();
  if (await consent.isVisible()) await consent.click();
}

async function enterThroughProvider(elsewhere: Elsewhere): Promise<void> {
  const outcomes: Record<string, string> = {};
  for (const login of [
    "elena@portal.test",
    "nobody@portal.test",
    "unverified-eva@portal.test",
    "other-elena@portal.test",
  ]) {
    // Each in a browser of its own: the provider remembers who is at it.
    const page = await elsewhere();
    await open(page, "/sign-in");
    await page.getByRole("button", { name: "Entrar con Acme ID" }).click();
    await page.waitForURL(`${provider.url}/**`);
    await atProvider(page, login);
    await page.waitForURL(`${stack.url}/**`);
    await page.waitForURL(/\/(morning|sign-in)/);
    outcomes[login] = new URL(page.url()).pathname + new URL(page.url()).search;
    if (outcomes[login]?.startsWith("/sign-in") === true) {
      await expect(page.getByText("No se pudo entrar con el proveedor")).toBeVisible();
      await expectAccessible(page);
    }
    await page.close();
  }
  expect(outcomes).toEqual({
    "elena@portal.test": "/morning",
    "nobody@portal.test": "/sign-in?error=provider",
    "unverified-eva@portal.test": "/sign-in?error=provider",
    // Another account of the provider that has got the same address.
    "other-elena@portal.test": "/sign-in?error=provider",
  });
}

async function refuseUnasked(page: Page): Promise<void> {
  for (const query of ["code=x&state=y", "error=access_denied", "", "code=x"]) {
    await open(page, `/api/auth/callback/oidc?${query}`);
    await expect(page.getByText("No se pudo entrar con el proveedor")).toBeVisible();
  }
}

/** Goes to the provider and comes back as who they are there. */
async function throughProvider(page: Page, login: string): Promise<void> {
  await open(page, "/sign-in");
  await page.getByRole("button", { name: "Entrar con Acme ID" }).click();
  await page.waitForURL(`${provider.url}/**`);
  await atProvider(page, login);
}

async function proveAtProvider(elsewhere: Elsewhere): Promise<void> {
  const page = await elsewhere();
  await throughProvider(page, "elena@portal.test");
  await page.waitForURL("**/morning");
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Activar" }).click();
  await expect(page.getByRole("dialog", { name: "Confirme que es usted" })).toBeVisible();
  const opening = page.waitForEvent("popup");
  await page.getByRole("button", { name: "Abrir el proveedor" }).click();
  const window = await opening;
  await window.waitForURL(`${provider.url}/**`);
  // It knows who is there, and asks all the same.
  await window.locator("input[name=login]").fill("elena@portal.test");
  await window.locator("input[name=password]").fill("anything");
  const closed = window.waitForEvent("close");
  await window.locator("button[type=submit]").click();
  const consent = window.getByRole("button", { name: "Continue" });
  await Promise.race([closed, consent.click().catch(() => undefined)]);
  await closed;
  await expect(page.getByRole("img", { name: /QR/ })).toBeVisible();
  await page.close();
}

const codeOfNow = (secret: string) => totpCode(secret, totpStepAt(fromNow().getTime()));

async function linkToProvider(elsewhere: Elsewhere, secret: string): Promise<void> {
  const page = await elsewhere();
  await throughProvider(page, root.email);
  await page.waitForURL("**/sign-in?step=provider");
  await expect(page.getByText(`la cuenta ${root.email}`)).toBeVisible();
  await expectAccessible(page);
  const enter = page.getByRole("button", { name: "Entrar", exact: true });
  await page.locator("input[name=password]").fill("no es esta frase");
  await enter.click();
  await expect(page.getByText("La contraseña no es la de esta cuenta")).toBeVisible();
  await page.locator("input[name=password]").fill(root.password);
  await enter.click();
  await forgetTakenCodes();
  await page.locator("input[name=code]").fill(codeOfNow(secret));
  await enter.click();
  await page.waitForURL("**/morning");
  await expect.poll(() => mailTo(root.email).at(-1)?.text).toContain("quedó enlazada");
  // What was asked for is over: another browser needs the code alone.
  await open(page, "/sign-in?step=provider");
  await page.waitForURL("**/morning");
  await page.close();
}

async function enterLinked(elsewhere: Elsewhere, secret: string): Promise<Page> {
  const page = await elsewhere();
  await throughProvider(page, root.email);
  await page.waitForURL("**/sign-in?step=provider");
  await expect(page.getByText("Falta su segundo factor")).toBeVisible();
  await expectAccessible(page);
  await forgetTakenCodes();
  await page.locator("input[name=code]").fill(codeOfNow(secret));
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await page.waitForURL("**/morning");
  return page;
}

async function removeLinks(page: Page): Promise<void> {
  await open(page, "/admin/users");
  await page.getByRole("link", { name: "Elena" }).first().click();
  const remove = page.getByRole("button", { name: "Quitar el enlace" });
  const confirm = page.getByRole("alertdialog").getByRole("button", { name: "Quitar el enlace" });
  await remove.click();
  await confirm.click();
  await expect(page.getByText("Enlace quitado")).toBeVisible();
  await expect.poll(() => mailTo("elena@portal.test").at(-1)?.text).toContain("Se quitó el enlace");
  await open(page, "/account/security");
  await expect(page.getByText(provider.url)).toBeVisible();
  await expectAccessible(page);
  await remove.click();
  await confirm.click();
  await expect(remove).toBeHidden();
}

async function removeFactor(page: Page): Promise<void> {
  await page.context().clearCookies();
  await typeCredentials(page, marta);
  await page.getByRole("button", { name: "Usar un código de recuperación" }).click();
  await page.locator("input[name=code]").fill(martaCodes[4] ?? "");
  await page.getByRole("button", { name: "Entrar", exact: true }).click();
  await page.waitForURL("**/morning");
  await open(page, "/account/security");
  await page.getByRole("button", { name: "Generar códigos de recuperación" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.locator("input[name=code]").fill("000000");
  await dialog.getByRole("button", { name: "Generar códigos de recuperación" }).click();
  await expect(dialog.getByText("El código no es correcto o ya se usó")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  await page.getByRole("button", { name: "Quitar el segundo factor" }).click();
  await dialog.getByRole("button", { name: "Usar un código de recuperación" }).click();
  await dialog.locator("input[name=code]").fill(martaCodes[5] ?? "");
  await dialog.getByRole("button", { name: "Quitar el segundo factor" }).click();
  await expect(page.getByText("Segundo factor quitado")).toBeVisible();
  await expect(page.getByRole("button", { name: "Activar" })).toBeVisible();
  await expect.poll(() => mailTo(marta.email).at(-1)?.text).toContain("Se quitó el segundo factor");
}

test("people come in, prove who they are and come back, by mail, by code and through a provider", async ({
  page,
  elsewhere,
}) => {
  const secret =
    await test.step("the first admin is made with the console's code, and needs a second factor first", () =>
      makeFirstAdmin(page));
  await test.step("an invitation comes by mail and sets the password once", () => acceptInvitation(page, elsewhere));
  await test.step("a second factor is set up by choice, and a recovery code replaces it", () => setUpFactor(page));
  await test.step("a forgotten password is answered alike for everybody, and mailed to users only", () =>
    forgetPassword(page));
  await test.step("who was invited gets in through the provider, and nobody else", () =>
    enterThroughProvider(elsewhere));
  await test.step("an answer of the provider that nobody asked for is refused", () => refuseUnasked(page));
  await test.step("who came through the provider proves it there again, in a window of its own", () =>
    proveAtProvider(elsewhere));
  await test.step("who has a password links the provider's account with it and a code, once", () =>
    linkToProvider(elsewhere, secret));
  const linked = await test.step("later a code is asked for, of which the provider says nothing", () =>
    enterLinked(elsewhere, secret));
  await test.step("links are removed by an admin and by their owner", () => removeLinks(linked));
  await test.step("a second factor is taken away with a code", () => removeFactor(page));
});
