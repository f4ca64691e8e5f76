import { expect, test } from "#tests/support/browser/browser-test.ts";
import { drop, makeBrowserTeam, openNewUpload } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

test("every answer has an id and says what a page may load", async ({ request }) => {
  const ids = new Set<string>();
  const nonces = new Set<string | undefined>();
  const addresses = ["/sign-in", "/no/such/page", "/api/health", "/api/uploads/x/progress", "/icon.svg", "/%"];
  for (const address of addresses) {
    const answer = await request.get(address, { maxRedirects: 0 });
    const headers = answer.headers();
    expect(headers["content-security-policy"], address).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"], address).toBe("nosniff");
    ids.add(headers["x-request-id"] ?? "");
    nonces.add(/'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1]);
  }
  expect(ids.size).toBe(addresses.length);
  expect(nonces.size).toBe(addresses.length);
  expect(nonces).not.toContain(undefined);
});

test.describe("what sneaks in", () => {
  // The browser's own messages about what it refused.
  test.use({ allowedErrors: [/^(?:Executing|Applying) inline|no-picture/] });

  test("does not run, whereas a page's own scripts have its nonce", async ({ page }) => {
    const violations: string[] = [];
    await page.exposeFunction("tellViolation", (directive: string) => violations.push(directive));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
        (globalThis as unknown as { tellViolation: (text: string) => void }).tellViolation(effectiveDirective);
      });
    });
    const answer = await page.goto("/sign-in");
    const html = (await answer?.text()) ?? "";
    const nonce = /'nonce-([^']+)'/.exec(answer?.headers()["content-security-policy"] ?? "")?.[1] ?? "none";
    const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)].map(([tag]) => tag);
    expect(inline.length).toBeGreaterThan(0);
    for (const tag of inline) expect(tag).toContain(`nonce="${nonce}"`);
    await expect(page.getByRole("button", { name: "Entrar" })).toBeEnabled();
    expect(violations).toEqual([]);
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.hasRun = true";
      document.body.append(script);
      const image = document.createElement("div");
      image.innerHTML = `<img src="/no-picture" onerror="globalThis.hasRun = true">`;
      document.body.append(image);
      const style = document.createElement("style");
      style.textContent = "body { display: none }";
      document.head.append(style);
    });
    await expect.poll(() => violations.toSorted()).toEqual(["script-src-attr", "script-src-elem", "style-src-elem"]);
    expect(await page.evaluate(() => "hasRun" in globalThis)).toBe(false);
    await expect(page.getByRole("button", { name: "Entrar" })).toBeVisible();
  });
});

test("a dialog locks the page behind it under the policy", async ({ page }) => {
  await openNewUpload(page, await makeBrowserTeam());
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect.poll(() => page.evaluate(() => getComputedStyle(document.body).overflow)).toBe("hidden");
  await page.keyboard.press("Escape");
  await drop(page, {
    name: "pequeña.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("CEDULA;NOMBRE\n10203040;ANA ROJAS\n"),
  });
  await expect(
    page.getByRole("heading", { name: "pequeña.csv" }).or(page.getByText("pequeña.csv")).first(),
  ).toBeVisible();
});
