import { readFileSync } from "node:fs";
import { join } from "node:path";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

test.afterAll(() => closeAll());

interface Line {
  readonly msg: string;
  readonly request?: string;
  readonly action?: string;
  readonly uploadId?: string;
  readonly batchId?: string;
}

function linesOf(process: "portal" | "worker", uploadId: string): Line[] {
  const text = readFileSync(join(browserStack().dataFolder, "logs", `${process}.log`), "utf8");
  const lines = text.split("\n").filter((line) => line.startsWith("{") && line.includes(uploadId));
  return lines.map((line): Line => JSON.parse(line));
}

test("one id leads from the confirm button to the calls and back", async ({ page }) => {
  const { host } = joinBrowserStack();
  const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 5 });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(12));
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await waitForUpload(supervisor, uploadId, ["finished"]);

  await page.goto(`/uploads/${uploadId}?tab=calls`);
  const line = await page.getByText("Referencia de la confirmación").textContent();
  const request = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/.exec(line ?? "")?.[0];
  expect(request).toBeDefined();
  const entry = await ownerDatabase().auditEntry.findFirstOrThrow({
    where: { subject: uploadId, action: "upload_confirmed" },
  });
  expect(entry.details).toMatchObject({ request });
  const confirms = linesOf("portal", uploadId).filter(({ action }) => action === "confirmUpload");
  expect(confirms).toMatchObject([{ msg: "request", request }]);
  const calls = await ownerDatabase().call.findMany({ where: { uploadId }, orderBy: { id: "asc" } });
  const sent = linesOf("worker", uploadId).filter(({ msg }) => msg === "batch sent");
  expect(sent.map(({ batchId, ...marks }) => ({ batchId, request: marks.request }))).toEqual(
    calls.map(({ batchId }) => ({ batchId, request })),
  );
  expect(calls).toHaveLength(3);
});
