import type { Page } from "@playwright/test";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { drop, makeBrowserTeam, mapTo, review } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

test.afterAll(() => closeAll());

/** An accepted upload, with its supervisor signed in. */
async function loaded(page: Page): Promise<string> {
  const { supervisor, tenantId } = await makeBrowserTeam();
  const rows = [
    ...makePortfolio(60),
    ["10000900", "Sin Correo", "sin arroba", "3001200050", "", "50-1", "Tarjeta", "5,00"],
  ];
  const uploadId = await stage(supervisor, tenantId, rows, { fileName: "cartera del banco al cierre.csv" });
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await beginSession(page, supervisor.actor);
  return uploadId;
}

/** Whether the page is on white, and its title darker than a middle grey. */
function inkOf(page: Page): Promise<{ isLight: boolean; isDarkOnLight: boolean }> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const lightness = (colour: string) => {
      if (canvas === null) return Number.NaN;
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return (red + green + blue) / 3;
    };
    const surface = getComputedStyle(document.documentElement).backgroundColor;
    const title = document.querySelector("h1") ?? document.body;
    return { isLight: lightness(surface) === 255, isDarkOnLight: lightness(getComputedStyle(title).color) < 100 };
  });
}

/** The sheet's width between its margins, in px. */
const paper = { width: 688, height: 1000 };

// That a printed result has no buttons and all its figures is in result.spec.ts.
test("result, receipt and lists are printed light, without navigation, and nothing is cut", {
  tag: "@deep",
}, async ({ page }) => {
  const uploadId = await loaded(page);
  await page.setViewportSize(paper);
  for (const path of [
    `/uploads/${uploadId}`,
    `/uploads/${uploadId}?tab=left_out`,
    `/uploads/${uploadId}/receipt`,
    "/uploads",
  ]) {
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect.poll(() => inkOf(page)).toEqual({ isLight: true, isDarkOnLight: true });
    await expect(page.getByRole("navigation").filter({ visible: true })).toHaveCount(
      path.includes("receipt") ? 0 : await tabs(page),
    );
    const cut = await page.evaluate((width) => {
      const right = (element: Element) => element.getBoundingClientRect().right;
      return [...document.querySelectorAll("main table, main th, main td")].filter((cell) => right(cell) > width + 1)
        .length;
    }, paper.width);
    expect([path, cut]).toEqual([path, 0]);
    const loose = await page.evaluate(
      () =>
        [...document.querySelectorAll("main h2")].filter((heading) => getComputedStyle(heading).breakAfter !== "avoid")
          .length,
    );
    expect(loose).toBe(0);
  }
});

/** The tabs of a result say which of its groups is printed. */
const tabs = (page: Page) => page.getByRole("navigation", { name: "Detalle de la carga" }).count();

test("with reduced motion nothing on the main screens is animated", { tag: "@deep" }, async ({ page }) => {
  const uploadId = await loaded(page);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addInitScript(() => {
    const seen = new Set<string>();
    const look = () => {
      for (const animation of document.getAnimations()) {
        const { duration = 0 } = animation.effect?.getComputedTiming() ?? {};
        if (Number(duration) > 10) seen.add(`${animation.constructor.name} of ${Number(duration)} ms`);
      }
      Object.assign(window, { animated: [...seen] });
      requestAnimationFrame(look);
    };
    look();
  });
  const animated = () => page.evaluate(() => (window as unknown as { animated: string[] }).animated);
  for (const path of ["/morning", "/uploads", `/uploads/${uploadId}`, "/uploads/figures", "/portfolios", "/debtors"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
    expect([path, await animated()]).toEqual([path, []]);
  }
  await page.goto("/uploads/new");
  await drop(page, "public/samples/cartera-de-ejemplo.csv");
  await mapTo(page, "PRODUCTO", "Nombre de la obligación");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  await page.locator("[data-row='1'][data-column='2']").click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Delete");
  await expect(page.locator("[data-sonner-toast]")).toBeVisible();
  expect(await animated()).toEqual([]);
});
