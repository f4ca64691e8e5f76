import { afterAll, expect, test } from "vitest";
import { readMetrics } from "#lib/services/operations/read-metrics.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";

afterAll(async () => {
  delete process.env.METRICS_TOKEN;
  await closeAll();
});

test("metrics need their token", async () => {
  await expect(readMetrics("any-token-of-some-length")).rejects.toMatchObject({ code: "not_found" });
  process.env.METRICS_TOKEN = "a-token-that-is-long-enough";
  await expect(readMetrics(null)).rejects.toMatchObject({ code: "not_found" });
  await expect(readMetrics("a-token-that-is-long-enougH")).rejects.toMatchObject({ code: "not_found" });

  const team = await makeTeam({ server: "crm0001.wolkvox.com" });
  await stage(team.supervisor, team.tenantId, makePortfolio(7));
  const metrics = await readMetrics("a-token-that-is-long-enough");
  const uploads = metrics.find(({ name }) => name === "portal_uploads");
  expect(uploads?.samples).toContainEqual({ labels: { state: "staged" }, value: 1 });
  const debtors = metrics.find(({ name }) => name === "portal_debtors");
  expect(debtors?.samples).toContainEqual({ labels: { outcome: "accepted" }, value: 0 });
  expect(JSON.stringify(metrics)).not.toContain(team.tenantId);
});
