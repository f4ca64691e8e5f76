import type { Page } from "@playwright/test";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { makeLoads } from "#tests/support/portfolio-loads.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

let supervisor: Awaited<ReturnType<typeof makeTeam>>["supervisor"];
let uploadId: string;

test.beforeAll(async () => {
  const { host, sandbox } = joinBrowserStack();
  await sandbox.reset();
  const team = await makeTeam({ server: host, batchSize: 20 });
  supervisor = team.supervisor;
  const loads = await makeLoads(supervisor, team.tenantId);
  const rows = makePortfolio(12);
  const first = await loads.stage(rows);
  await loads.confirm(first);
  await waitForUpload(supervisor, first, ["finished"]);
  uploadId = await loads.stage(rows.map((cells) => cells.with(7, cells[7]?.replace(",", "") ?? "")));
});

test.afterAll(() => closeAll());

/** Which stage head and body show at each change of the page from now on. */
async function watchStages(page: Page): Promise<() => Promise<string[]>> {
  const seen = await page.evaluateHandle(() => {
    const stages: string[] = [];
    const look = () => {
      const head = document.querySelector("h1")?.textContent ?? "";
      const buttons = [...document.querySelectorAll("button")].map(({ textContent }) => textContent);
      const isToConfirm = buttons.includes("Confirmar y enviar");
      const isRunning = document.querySelector("main [role=progressbar]") !== null;
      const stage = isToConfirm ? "Por confirmar" : isRunning ? /En cola|Enviando/ : "Terminada";
      stages.push(head.search(stage) === -1 ? "contradiction" : String(stage));
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
    return stages;
  });
  return () => seen.jsonValue();
}

test("a stopped load is confirmed once somebody writes why", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  await expect(page.getByText("El saldo promedio por obligación es")).toBeVisible();
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);

  const send = page.getByRole("button", { name: "Confirmar y enviar" });
  await expect(send).toBeDisabled();
  await expect(send).toHaveAccessibleDescription("Falta escribir por qué el archivo es correcto.");

  // By keyboard alone: too short a reason takes the focus back to its box.
  const reason = page.getByRole("textbox", { name: "Por qué el archivo es correcto" });
  await reason.focus();
  await page.keyboard.type("está bien");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(reason).toHaveAttribute("aria-invalid", "true");
  await expect(reason).toHaveAccessibleDescription(/Al menos 10 caracteres y 2 palabras\.$/);
  await expect(reason).toBeFocused();
  await page.keyboard.type(", el banco cambió la unidad");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText(`${supervisor.actor.name} escribió por qué es correcto`)).toBeVisible();
  await expect(reason).toBeHidden();
  await expect(send).toBeEnabled();
  const seen = await watchStages(page);
  await send.click();
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await expect(page.getByRole("link", { name: "Acuse" })).toBeVisible();
  // Head and body change together.
  const stages = await seen();
  expect(stages.length).toBeGreaterThan(1);
  expect(stages).not.toContain("contradiction");
});
