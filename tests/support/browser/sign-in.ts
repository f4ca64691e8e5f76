import type { Page } from "@playwright/test";
import { testPassword } from "../factories.ts";

/** Signs somebody in and waits for their first page. */
export async function signIn(
  page: Page,
  { email, password = testPassword }: { readonly email: string; readonly password?: string },
): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Correo").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.waitForURL("**/uploads");
}
