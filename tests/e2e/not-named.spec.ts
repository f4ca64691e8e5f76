import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam } from "#tests/support/browser/wizard-page.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

test.afterAll(() => closeAll());

const words = {
  unknown: "No se sabe si el CRM las quita al recibir esta carga",
  merges: "el CRM las conserva",
  replaces: "se envían con las del archivo, porque el CRM quitaría lo que no se le envía",
} as const;

for (const obligations of ["unknown", "merges", "replaces"] as const)
  test(`additions say what becomes of obligations that they do not name (${obligations})`, {
    tag: obligations === "unknown" ? [] : "@deep",
  }, async ({ page }) => {
    const { supervisor, tenantId } = await makeBrowserTeam({ repeatBehaviour: "updates", obligations });
    const portfolioId = await makePortfolioOf(tenantId);
    const rows = makePortfolio(6);
    const first = await stageLoad(supervisor, tenantId, portfolioId, rows, { fileName: "cartera.csv" });
    await confirmUpload(supervisor, { uploadId: first });
    await waitForUpload(supervisor, first, ["finished"]);
    const added = rows.slice(0, 1).map((cells) => cells.with(5, "NUEVA-1"));
    const load = { kind: "additions" } as const;
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, added, { load, fileName: "adiciones.csv" });

    await page.setViewportSize({ width: 390, height: 844 });
    await beginSession(page, supervisor.actor);
    await page.goto(`/uploads/${uploadId}`);
    await expect(page.getByText("Son adiciones: no dicen quién salió.")).toBeVisible();
    await expect(page.getByText(words[obligations])).toBeVisible();
    await expect(page.getByText("Salieron", { exact: true })).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`/uploads/${uploadId}/comparison`);
    await expect(page.getByText("NUEVA-1")).toBeVisible();
    await expect(page.getByText("salió", { exact: true })).toHaveCount(0);
  });
