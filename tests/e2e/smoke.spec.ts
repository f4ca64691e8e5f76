import { browserStack } from "../support/browser/browser-stack.ts";
import { expect, test } from "../support/browser/browser-test.ts";

test("a stranger is asked to sign in", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.locator("input[type=password]")).toBeVisible();
});

test("the health page checks database and worker", async ({ request }) => {
  await expect.poll(async () => (await request.get("/api/health")).status()).toBe(200);
});

test("the sandbox answers in place of the CRM", async ({ request }) => {
  const { sandboxUrl } = browserStack();
  const answer = await request.get(`${sandboxUrl}/server/API/v2/token/tokenInformation.php?operation=demo`, {
    headers: { "Wolkvox-Token": "any" },
  });
  expect(await answer.json()).toMatchObject({ code: "200" });
});
