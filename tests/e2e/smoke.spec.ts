import { browserStack } from "../support/browser/browser-stack.ts";
import { expect, test } from "../support/browser/browser-test.ts";

test("a stranger is asked to sign in", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.locator("input[type=password]")).toBeVisible();
});

test("the health page knows database and worker", async ({ request }) => {
  await expect.poll(async () => (await request.get("/api/health")).status()).toBe(200);
});

test("the sandbox stands in for the CRM", async ({ request }) => {
  const { sandboxUrl } = browserStack();
  const answer = await request.get(`${sandboxUrl}/server/API/v2/token/tokenInformation.php?operation=demo`, {
    headers: { "Wolkvox-Token": "any" },
  });
  expect(await answer.json()).toMatchObject({ code: "200" });
});
