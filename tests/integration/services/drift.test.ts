import { afterAll, expect, test } from "vitest";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { explainDrift } from "#lib/services/portfolios/explain-drift.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, type StagingOptions, stage } from "#tests/support/factories.ts";
import { makeLoads } from "#tests/support/portfolio-loads.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 50 });
afterAll(() => closeAll());

const reason = "El banco vendió la mitad de la cartera";
const rows = makePortfolio(60);

/** The rows with every balance `factor` times as large, as whole units. */
function scaled(factor: number, from = rows) {
  return from.map((cells) => cells.with(7, String(Math.round(Number(cells[7]?.replace(",", ".")) * factor))));
}

/** The next day's file: every balance moved a little. */
const moved = (by: number) => scaled(1 + by / 100);

const stops = async (uploadId: string) => {
  const { oddities, isStopped } = await showDrift(supervisor, { uploadId });
  return { isStopped, codes: oddities.filter(({ certainty }) => certainty === "stop").map(({ code }) => code) };
};

test("a whole load of a portfolio is measured at staging", async () => {
  const loads = await makeLoads(supervisor, tenantId);
  const uploadId = await loads.stage(rows);
  const { measures, isStopped } = await ownerDatabase().loadMeasures.findUniqueOrThrow({ where: { uploadId } });
  expect(isStopped).toBe(false);
  expect(measures).toMatchObject({
    rows: 80,
    debtors: 60,
    obligations: 80,
    medianBalance: "1044.44",
    leftOutShare: 0,
    emptyShares: { "debtor.Email": 0, "debtor.Address": 1 },
    cutOff: null,
    snapshot: null,
  });
  expect(await stops(uploadId)).toEqual({ isStopped: false, codes: [] });
});

test("an upload without portfolio and additions are not measured", async () => {
  const loads = await makeLoads(supervisor, tenantId);
  const uploads = [await stage(supervisor, tenantId, rows), await loads.stage(rows, "additions")];
  expect(await ownerDatabase().loadMeasures.count({ where: { uploadId: { in: uploads } } })).toBe(0);
  expect(await stops(uploads[0] ?? "")).toEqual({ isStopped: false, codes: [] });
  await loads.confirm(uploads[1] ?? "");
});

test.each([
  ["a hundredfold balance", "balance_factor", scaled(100)],
  ["half of the file", "half_of_file", moved(1).slice(0, 40)],
  ["the same content in another order", "same_content", rows.toReversed()],
  ["a usual next day", null, moved(1)],
] as const)("%s is stopped as %j", async (_, code, second) => {
  const loads = await makeLoads(supervisor, tenantId);
  await loads.confirm(await loads.stage(rows));
  const uploadId = await loads.stage(second);
  const expected = code === null ? { isStopped: false, codes: [] } : { isStopped: true, codes: [code] };
  expect(await stops(uploadId)).toEqual(expected);
  if (code === null) await expect(loads.confirm(uploadId)).resolves.not.toThrow();
  else await expect(loads.confirm(uploadId)).rejects.toMatchObject({ code: "drift_stopped" });
});

test.each(["a hold was added", "a name was typed over", "it has another name"])(
  "yesterday's file is stopped although %s",
  async (what) => {
    const team = await makeTeam({ server: "crm01.wolkvox.com" });
    const { portfolioId } = await makeLoads(team.supervisor, team.tenantId);
    const stageDay = (day: typeof rows, options: StagingOptions = {}) =>
      stage(team.supervisor, team.tenantId, day, { ...options, of: { portfolioId } });
    for (const by of [2, 1]) await confirmUpload(team.supervisor, { uploadId: await stageDay(moved(by)) });
    const held = new Map([["10000007", "claim" as const]]);
    if (what === "a hold was added")
      await addHolds(team.supervisor, { tenantId: team.tenantId, identifications: [...held.keys()], why: "claim" });
    const options: Readonly<Record<string, StagingOptions>> = {
      "a hold was added": { held },
      "a name was typed over": { edits: [{ row: 3, column: 1, text: "Nombre Corregido" }] },
      "it has another name": { fileName: "cartera de hoy.csv" },
    };
    // Nor does another order of its rows make it another file.
    const uploadId = await stageDay(moved(1).toReversed(), options[what]);
    await expect(confirmUpload(team.supervisor, { uploadId })).rejects.toMatchObject({ code: "drift_stopped" });
    const { oddities } = await showDrift(team.supervisor, { uploadId });
    expect(oddities.map(({ code }) => code)).toEqual(["same_content"]);
  },
);

test("a written reason lets the load through", async () => {
  const loads = await makeLoads(supervisor, tenantId);
  await loads.confirm(await loads.stage(rows));
  const uploadId = await loads.stage(scaled(100));
  for (const words of ["   bien   ", "ok", "correctísimo"])
    await expect(explainDrift(supervisor, { uploadId, reason: words })).rejects.toMatchObject({ code: "invalid" });
  const view = await explainDrift(supervisor, { uploadId, reason: `  ${reason} ` });
  expect(view).toMatchObject({ isStopped: false, explanation: { reason, by: supervisor.actor.name } });
  await loads.confirm(uploadId);
  const shown = await showDrift(supervisor, { uploadId });
  expect(shown).toMatchObject({
    isStopped: false,
    explanation: { reason },
    oddities: [
      {
        code: "balance_factor",
        measure: "meanBalance",
        series: [expect.closeTo(1_030, -2), expect.closeTo(103_000, -4)],
      },
    ],
  });
  const audited = await ownerDatabase().auditEntry.findMany({
    where: { subject: uploadId, action: "drift_explained" },
  });
  expect(audited).toMatchObject([
    { tenantId, actorId: supervisor.actor.userId, details: { stops: "balance_factor", reason } },
  ]);
  await expect(explainDrift(supervisor, { uploadId, reason })).rejects.toMatchObject({ code: "state_moved" });
});

test("a file that says it is a part is no whole load without a written reason", async () => {
  const { portfolioId } = await makeLoads(supervisor, tenantId);
  const options = [
    { fileName: "azul-consumo-2026-11-29 (1 de 2).csv", of: { portfolioId } },
    { of: { portfolioId, statedPart: "PARTE 1 DE 2" } },
  ];
  for (const each of options) {
    const uploadId = await stage(supervisor, tenantId, rows, each);
    const { oddities } = await showDrift(supervisor, { uploadId });
    const words = each.fileName === undefined ? "PARTE 1 DE 2" : "(1 de 2)";
    expect(oddities).toMatchObject([{ code: "part_stated", certainty: "stop", words }]);
    await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({ code: "drift_stopped" });
  }
  const explained = await stage(supervisor, tenantId, rows, options[0]);
  await explainDrift(supervisor, { uploadId: explained, reason: "El banco dejó el nombre de ayer" });
  await confirmUpload(supervisor, { uploadId: explained });
});

test.each([
  ["a part", { load: { kind: "part", number: 1, of: 2 } as const, statedPart: "PARTE 1 DE 2" }],
  ["words that say nothing of parts", { statedPart: "cuota 1 de 2" }],
])("%s is not stopped", async (_, of) => {
  const { portfolioId } = await makeLoads(supervisor, tenantId);
  const uploadId = await stage(supervisor, tenantId, rows, { of: { portfolioId, ...of } });
  expect(await stops(uploadId)).toEqual({ isStopped: false, codes: [] });
});

test("a calm load needs no reason", async () => {
  const loads = await makeLoads(supervisor, tenantId);
  const uploadId = await loads.stage(rows);
  await expect(explainDrift(supervisor, { uploadId, reason })).rejects.toMatchObject({ code: "conflict" });
});

test("loads confirmed after staging count at the confirm", async () => {
  const loads = await makeLoads(supervisor, tenantId);
  await loads.confirm(await loads.stage(moved(3)));
  const [first, second] = [await loads.stage(rows), await loads.stage(rows)];
  expect(await stops(second)).toEqual({ isStopped: false, codes: [] });
  await loads.confirm(first);
  await expect(loads.confirm(second)).rejects.toMatchObject({ code: "drift_stopped" });
  expect(await stops(second)).toEqual({ isStopped: true, codes: ["same_content"] });
});

test("a reason covers no stop that came after it", async () => {
  const loads = await makeLoads(supervisor, tenantId);
  await loads.confirm(await loads.stage(rows));
  const [first, second] = [await loads.stage(scaled(100)), await loads.stage(scaled(100))];
  for (const uploadId of [first, second]) await explainDrift(supervisor, { uploadId, reason });
  await loads.confirm(first);
  await expect(loads.confirm(second)).rejects.toMatchObject({ code: "drift_stopped" });
  await explainDrift(supervisor, { uploadId: second, reason: "El banco lo mandó otra vez" });
  await loads.confirm(second);
});

test("a cancelled load and another portfolio's are no history", async () => {
  const [loads, others] = [await makeLoads(supervisor, tenantId), await makeLoads(supervisor, tenantId)];
  const cancelled = await loads.stage(rows);
  await loads.confirm(cancelled);
  await cancelUpload(supervisor, { uploadId: cancelled });
  await others.confirm(await others.stage(rows));
  expect(await stops(await loads.stage(rows))).toEqual({ isStopped: false, codes: [] });
});

test("a stopped load counts only once it is confirmed", async () => {
  const loads = await makeLoads(supervisor, tenantId);
  await loads.confirm(await loads.stage(rows));
  const wrong = await loads.stage(scaled(100));
  await explainDrift(supervisor, { uploadId: wrong, reason });
  // Explained and left: the next file is judged by the first load.
  expect(await stops(await loads.stage(moved(1)))).toEqual({ isStopped: false, codes: [] });
  expect(await stops(await loads.stage(scaled(101)))).toEqual({ isStopped: true, codes: ["balance_factor"] });
  await loads.confirm(wrong);
  expect(await stops(await loads.stage(scaled(101)))).toEqual({ isStopped: false, codes: [] });
  expect(await stops(await loads.stage(moved(1)))).toEqual({ isStopped: true, codes: ["balance_factor"] });
});

test("a portfolio's own thresholds decide", async () => {
  const loads = await makeLoads(supervisor, tenantId, { balanceFactor: 500 });
  await loads.confirm(await loads.stage(rows));
  expect(await stops(await loads.stage(scaled(100)))).toEqual({ isStopped: false, codes: [] });
});

test("from the fifth load on an odd one is drawn", async () => {
  const loads = await makeLoads(supervisor, tenantId);
  for (const by of [1, 2, 3, 4, 5]) await loads.confirm(await loads.stage(moved(by)));
  const uploadId = await loads.stage(scaled(2));
  const { oddities, days, isStopped } = await showDrift(supervisor, { uploadId });
  expect(isStopped).toBe(false);
  expect(days).toHaveLength(6);
  expect(oddities.map(({ code, measure }) => [code, measure])).toEqual([
    ["out_of_band", "balance"],
    ["out_of_band", "medianBalance"],
  ]);
  expect(oddities[0]?.series).toHaveLength(6);
  await loads.confirm(uploadId);
});
