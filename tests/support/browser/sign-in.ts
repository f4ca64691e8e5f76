import type { Page } from "@playwright/test";
import { testPassword } from "../factories.ts";
import { browserStack } from "./browser-stack.ts";

interface Person {
  readonly email: string;
  readonly password?: string;
}

/** Signs a person in through the form and waits for their first page. */
export async function signIn(page: Page, { email, password = testPassword }: Person): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Correo").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.waitForURL("**/morning");
}

/** Signs a person in with the request that the form sends, without opening a page. */
export async function beginSession(page: Page, { email, password = testPassword }: Person): Promise<void> {
  const headers = { origin: new URL(browserStack().url).origin, "sec-fetch-site": "same-origin" };
  const { csrfToken } = await (await page.request.get("/api/auth/csrf", { headers })).json();
  const form = { csrfToken, email, password, json: "true" };
  const answer = await page.request.post("/api/auth/callback/credentials", { headers, form });
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${answer.status()} ${await answer.text()}`);
}
