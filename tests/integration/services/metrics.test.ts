import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readMetrics } from "#lib/services/operations/read-metrics.ts";
import { projectRoot } from "#lib/up/settings.ts";
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

  // What watches the portal asks for what there is: each metric is explained, shown and watched, and no other.
  const names = metrics.map(({ name }) => name).toSorted();
  const read = (file: string) => readFileSync(join(projectRoot, "deploy", file), "utf8");
  const namesIn = (text: string) => [...new Set(text.match(/\bportal_\w+/g))].toSorted();
  const rows = Array.from(read("README.md").matchAll(/^\| `(portal_\w+)` \| .+ \| (`.+`) \|$/gm));
  expect(rows.map(([, name]) => name).toSorted()).toEqual(names);
  expect(namesIn(read("alerts.yaml"))).toEqual(names);
  const panels: { description: string; targets: { expr: string }[] }[] = JSON.parse(
    read("grafana-dashboard.json"),
  ).panels;
  expect(namesIn(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join(" "))).toEqual(names);
  // And each alert is named where the metric is explained.
  const rules = Array.from(read("alerts.yaml").matchAll(/- alert: (\w+)\n +expr: (.+)\n/g));
  expect(rules.length).toBeGreaterThan(names.length - 4);
  for (const [, name, alerts = ""] of rows) {
    const watching = rules
      .filter(([, , expr = ""]) => namesIn(expr).includes(name ?? ""))
      .map(([, alert]) => `\`${alert}\``);
    expect(alerts.split(", "), name).toEqual(watching);
  }
});
