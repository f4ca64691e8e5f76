import type { Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { ownerDatabase } from "../database/owner-database.ts";
import { makeSession, testPassword } from "../factories.ts";
import { browserStack, joinBrowserStack } from "./browser-stack.ts";

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

/** Gives the page's browser a new session of a person, as signing in does: without the form and its slow hash. */
export async function beginSession(page: Page, { email }: Pick<Person, "email">): Promise<void> {
  joinBrowserStack();
  const { url, env } = browserStack();
  const { id } = await ownerDatabase().user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const value = await encode({ token: { sid: await makeSession(id) }, secret: env.NEXTAUTH_SECRET ?? "" });
  const cookie = { name: "next-auth.session-token", value, url, httpOnly: true, sameSite: "Lax" as const };
  await page.context().addCookies([cookie]);
}
