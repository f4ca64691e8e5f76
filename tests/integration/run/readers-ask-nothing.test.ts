import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { retireTenant } from "#lib/services/tenants/retire-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks } from "#tests/support/runs/tenant-run.ts";
import { workOnce } from "#tests/support/runs/work-once.ts";

const { control, staged } = await runStage({ hasWorker: false });
const calls = async () => (await control.requests()).length;

test("an auditor who opens a plan spends no call, and sees what the last question found", async () => {
  const { supervisor, auditor, tenantId, uploadId } = await staged(5);
  const unasked = { budget: null, budgetProblem: "not_asked", isWithinBudget: null, calls: 1 };
  expect(await planUpload(auditor, { uploadId })).toMatchObject(unasked);
  expect(await planReadBack(auditor, { uploadId })).toMatchObject({ budget: null, budgetProblem: "not_asked" });
  expect(await calls()).toBe(0);
  const { budget } = await planUpload(supervisor, { uploadId });
  expect(budget).not.toBeNull();
  expect(await calls()).toBe(1);
  // Whoever loads asks again after a minute; who reads never does.
  await ownerDatabase().$executeRaw`
    UPDATE "TokenBudget" SET "askedAt" = now() - interval '2 hours' WHERE "tenantId" = ${tenantId}::uuid`;
  const seen = await planUpload(auditor, { uploadId });
  expect(seen).toMatchObject({ budget: { available: budget?.available }, isWithinBudget: true });
  expect(await calls()).toBe(1);
  // The token's day is over: what was left of it says nothing of today.
  await ownerDatabase().$executeRaw`
    UPDATE "TokenBudget" SET "resetsAt" = now() - interval '1 minute' WHERE "tenantId" = ${tenantId}::uuid`;
  expect(await planUpload(auditor, { uploadId })).toMatchObject(unasked);
  expect(await calls()).toBe(1);
});

test("nobody who looks at a retired tenant spends one", async () => {
  const { admin, auditor, supervisor, tenantId, uploadId } = await staged(5);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  const stagedId = await stage(supervisor, tenantId, makePortfolio(3));
  await ownerDatabase().tokenBudget.deleteMany({ where: { tenantId } });
  await retireTenant(admin, { tenantId, isRetired: true });
  const before = await calls();
  for (const ctx of [admin, auditor]) {
    expect((await planUpload(ctx, { uploadId: stagedId })).budgetProblem).toBe("not_asked");
    expect((await planReadBack(ctx, { uploadId })).budgetProblem).toBe("not_asked");
  }
  expect(await calls()).toBe(before);
});

test("no other use case calls the CRM while somebody waits for a page", () => {
  const callers = globSync("{lib/services,lib/server,app}/**/*.{ts,tsx}").filter((file) =>
    /\b(createWolkvoxClient|wolkvoxClientOf|askAndKeepBudget|freshBudget|askCrm|makeCall|askTokenBudget)\(/.test(
      readFileSync(file, "utf8"),
    ),
  );
  expect(callers.toSorted()).toEqual([
    // At the end of a staging, which only who loads can end.
    "lib/services/comparison/settle-default.ts",
    "lib/services/outcomes/plan-read-back.ts",
    "lib/services/tenants/ask-token-budget.ts",
    // Admins only, by a button.
    "lib/services/tenants/test-connection.ts",
    "lib/services/uploads/plan-upload.ts",
  ]);
});
