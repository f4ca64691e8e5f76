import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Response } from "@playwright/test";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makeUser } from "#tests/support/factories.ts";

test.afterAll(() => closeAll());

test("without mail a link is shown once, by the answer of its making alone", async ({ page }) => {
  joinBrowserStack();
  const [admin, other] = [await makeUser("admin"), await makeUser("admin")];
  const place = `/admin/users/${other.actor.userId}`;
  /** What the portal answered to all but the making of a link. */
  const others: Promise<string>[] = [];
  const isMaking = (response: Response) => response.request().method() === "POST" && response.url().endsWith(place);
  page.on("response", (response) => {
    if (!isMaking(response)) others.push(response.text().catch(() => ""));
  });
  const shown = page.getByLabel("Enlace", { exact: true });
  const make = async () => {
    await page.getByRole("button", { name: "Restablecer contraseña" }).click();
    const answered = page.waitForResponse(isMaking);
    await page.getByRole("alertdialog").getByRole("button", { name: "Restablecer contraseña" }).click();
    const answer = await answered;
    expect(answer.headers()["cache-control"]).toContain("no-store");
    const secret = (await shown.inputValue()).split("#")[1] ?? "";
    expect(await answer.text()).toContain(secret);
    return secret;
  };

  await beginSession(page, admin.actor);
  await page.goto("/admin/users");
  await page.goto(place);
  const first = await make();
  expect(first).toMatch(/^[\w-]{43}$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Restablecer contraseña" })).toBeVisible();
  await expect(shown).toHaveCount(0);

  const second = await make();
  expect(second).not.toBe(first);
  // A browser may keep a page as it is when it is left, to show it again when its user goes back.
  await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await expect(shown).toHaveCount(0);

  const third = await make();
  await page.getByRole("button", { name: "Listo" }).click();
  await page.getByRole("link", { name: "Usuarios" }).first().click();
  await page.waitForURL("**/admin/users");
  await page.goBack();
  await page.waitForURL(`**${place}`);
  await expect(page.getByRole("button", { name: "Restablecer contraseña" })).toBeVisible();
  await expect(shown).toHaveCount(0);
  await page.goto("/admin/audit");
  await expect(page.getByRole("table")).toBeVisible();

  const log = readFileSync(join(browserStack().dataFolder, "logs", "portal.log"), "utf8");
  expect(log).toContain("sendLink");
  const told = [log, ...(await Promise.all(others))];
  expect(told.filter((text) => text.includes(other.actor.userId)).length).toBeGreaterThan(1);
  for (const secret of [first, second, third]) expect(told.filter((text) => text.includes(secret))).toEqual([]);
});
