import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { followRequests } from "#tests/support/browser/at-rest.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { floorOf, loadedBy, openWhole, shiftOf, sumOf } from "#tests/support/browser/page-weight.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { drop, makeBrowserTeam, type Team } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

// Each page is opened for the first time: a script that the browser already has weighs nothing.
test.use({ reuseContext: false });

interface Budget {
  readonly name: string;
  /** Its folder in `app`. */
  readonly route: string;
  readonly address: () => string;
  /** kB of scripts over the floor, compressed. */
  readonly over: number;
  /** kB of the floor: weight must not only move there. */
  readonly floor: number;
  /** kB of its document, compressed. */
  readonly document: number;
}

let team: Team;
let uploadId: string;

/** Next and React have 133 kB of it. */
const signedOut = 175;
const signedIn = 260;

const budgets: readonly Budget[] = [
  { name: "sign-in", route: "(auth)/sign-in", address: () => "/sign-in", floor: signedOut, over: 20, document: 10 },
  { name: "morning", route: "(portal)/morning", address: () => "/morning", floor: signedIn, over: 60, document: 30 },
  { name: "history", route: "(portal)/uploads", address: () => "/uploads", floor: signedIn, over: 60, document: 30 },
  {
    name: "result",
    route: "(portal)/uploads/[uploadId]",
    address: () => `/uploads/${uploadId}`,
    floor: signedIn,
    // 6 of them are the palette's, which each page loads ahead.
    over: 66,
    document: 45,
  },
  {
    name: "drop page",
    route: "(portal)/uploads/new",
    address: () => "/uploads/new",
    floor: signedIn,
    over: 90,
    document: 40,
  },
];

test.beforeAll(async () => {
  await joinBrowserStack().sandbox.setSettings({ latencyMs: 0 });
  team = await makeBrowserTeam();
  uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(45));
  await confirmUpload(team.supervisor, { uploadId });
  await waitForUpload(team.supervisor, uploadId, ["finished"]);
});

test.afterAll(() => closeAll());

for (const { name, route, address, floor, over, document } of budgets) {
  const tag = ["sign-in", "drop page"].includes(name) ? [] : "@deep";
  test(`${name}: within its budget, one font, nothing jumps`, { tag }, async ({ page }) => {
    if (name !== "sign-in") await beginSession(page, team.supervisor.actor);
    await openWhole(page, address());

    const { scripts, fonts } = await loadedBy(page);
    const shared = floorOf(route);
    const onFloor = scripts.filter(({ file }) => shared.has(file));
    const own = scripts.filter(({ file }) => !shared.has(file));
    const documentBytes = await page.evaluate(
      () => (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).encodedBodySize,
    );
    const kB = (bytes: number) => (bytes / 1000).toFixed(1);
    const weighed = `${name}: floor ${kB(sumOf(onFloor))} kB, own ${kB(sumOf(own))} kB, document ${kB(documentBytes)} kB`;
    test.info().annotations.push({ type: "weight", description: weighed });

    expect(sumOf(onFloor), weighed).toBeGreaterThan(50_000);
    expect(sumOf(onFloor), weighed).toBeLessThanOrEqual(floor * 1000);
    expect(sumOf(own), weighed).toBeLessThanOrEqual(over * 1000);
    expect(documentBytes, weighed).toBeLessThanOrEqual(document * 1000);
    expect(fonts.map(({ bytes }) => bytes > 0)).toEqual([true]);
    // A font that comes after the first paint moves columns of tables, and badges, by a few pixels.
    expect(await shiftOf(page)).toBeLessThan(0.01);
  });
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  const tag = width === 1440 ? [] : "@deep";
  test(`nothing moves by itself from the drop to the columns, ${width} px wide`, { tag }, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await beginSession(page, team.supervisor.actor);
    await openWhole(page, "/uploads/new");
    const { untilAtRest } = followRequests(page);
    await drop(page, "public/samples/cartera-de-ejemplo.csv");
    await expect(page.getByText("Windows-1252")).toBeVisible();
    await untilAtRest();
    expect(await shiftOf(page)).toBeLessThan(0.0005);
  });
}

test.describe("without the wizard's code", () => {
  test.use({ allowedErrors: [/ERR_FAILED|Failed to load/] });

  test("a dropped file waits for a retry", async ({ page }) => {
    await beginSession(page, team.supervisor.actor);
    await openWhole(page, "/uploads/new");
    await page.route("**/_next/static/chunks/**", (route) => route.abort());
    await drop(page, "public/samples/cartera-de-ejemplo.csv");
    const problem = page.getByRole("alert").filter({ hasText: "No hay conexión con el portal" });
    await expect(problem).toBeVisible();
    await page.unroute("**/_next/static/chunks/**");
    await problem.getByRole("button", { name: "Reintentar" }).click();
    await expect(page.getByText("Windows-1252")).toBeVisible();
  });
});
