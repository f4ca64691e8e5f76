import { globSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/services/context.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { exportUploads } from "#lib/services/uploads/export-uploads.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { showFigures } from "#lib/services/uploads/show-figures.ts";
import { makeCloseOut, without } from "#tests/support/close-outs/gone-world.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { isDeep } from "#tests/support/depth.ts";
import { collected, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { type Ask, shownDebtors, type World, withoutDebtors } from "#tests/support/masking/shown-debtors.ts";
import { canary, canaryTexts, sent, wholeLife } from "#tests/support/people/whole-life.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const stageOfRuns = await runStage();

/** Whatever names or reaches a debtor of the tenant: as it was sent, and as files and the CRM quote it. */
async function secretsOf(tenantId: string): Promise<readonly string[]> {
  const found = await ownerDatabase().record.findMany({
    where: { tenantId },
    select: { identification: true, payload: true },
  });
  const reached = found.flatMap(({ payload }) => {
    const { Email, Telephone } = JSON.parse(payload ?? "{}") as Record<string, string | undefined>;
    return [Email, Telephone];
  });
  const snapshots = await ownerDatabase().snapshotDebtor.findMany({ where: { tenantId } });
  const all = [...found, ...snapshots].map(({ identification }) => identification);
  const named = canaryTexts.filter((text) => text !== canary.name);
  return [...new Set([...all, ...named, ...reached.flatMap((text) => text ?? [])])];
}

const verbs = globSync("lib/services/**/*.ts").flatMap(
  (file) => readFileSync(file, "utf8").match(/(?<=^export async function )\w+(?=\(_?ctx: Ctx)/gm) ?? [],
);

describe("where a tenant masks its debtors", () => {
  let world: World;
  let admin: Ctx;
  let auditor: Ctx;
  let supervisor: Ctx;
  let secrets: readonly string[];
  const answersOf = async (ask: Ask, ctx: Ctx): Promise<readonly string[]> => {
    const answers: string[] = [];
    for (const one of ask({ ...world, ctx })) answers.push(JSON.stringify((await one().catch(refusal)) ?? null));
    return answers;
  };

  beforeAll(async () => {
    const fileName = `cartera-${canary.identification}.csv`;
    const life = await wholeLife(stageOfRuns, fileName);
    const { tenantId, portfolioId, doubted } = life;
    ({ admin, auditor, supervisor } = life);
    // Says the canary's number, and one that is somebody else's.
    const note = `Lo dijo ${canary.email}, teléfono ${canary.telephone}, CC ${canary.identification}`;
    await stateOutcome(supervisor, { uploadId: doubted, ordinals: "all", outcome: "accepted", note });
    const rest = without(
      life.rows.filter(([id]) => id !== canary.identification),
      1,
    );
    // Everybody's telephone and mail are others; the last one is only staged.
    const moved = rest.map((cells, at) => cells.with(2, `otra${at}@correo.co`).with(3, String(3_109_000_000 + at)));
    const gone = await life.stage(moved, { fileName });
    await sent(supervisor, gone);
    await sent(supervisor, (await makeCloseOut(supervisor, gone)).uploadId);
    await sent(supervisor, await life.stage(moved.slice(3), { fileName }));
    await life.stage(rest, { fileName });
    // Of no portfolio: its plan names whatever has just sent the same debtors.
    await stage(supervisor, tenantId, rest, { fileName });
    await addHolds(supervisor, { tenantId, identifications: [canary.identification], why: "claim", note });
    const uploads = await ownerDatabase().upload.findMany({ where: { tenantId }, select: { id: true } });
    const uploadIds = uploads.map(({ id }) => id);
    world = { ctx: supervisor, tenantId, portfolioId, uploadIds };
    secrets = await secretsOf(tenantId);
    // As the CRM's own words about a stopped run.
    const data = { stopDetail: `Client ${canary.identification} is refused` };
    await ownerDatabase().upload.updateMany({ where: { tenantId }, data });
  });

  test("every use case is known to show debtors or not to", () => {
    const known = [...Object.keys(shownDebtors), ...Object.values(withoutDebtors).flat()];
    expect(known.toSorted()).toEqual([...new Set(verbs)].toSorted());
  });

  test("the walk would find them", async () => {
    const telling = [];
    for (const [name, ask] of Object.entries(shownDebtors)) {
      for (const who of [supervisor, admin]) {
        const text = (await answersOf(ask, who)).join("\n");
        if (!secrets.some((secret) => text.includes(secret))) continue;
        telling.push(name);
        break;
      }
    }
    expect(telling.toSorted()).toEqual([
      "exportAudit",
      "exportReceipt",
      "exportUploads",
      "groupRejections",
      "listAudit",
      "listCalls",
      "listComparedDebtors",
      "listGone",
      "listHolds",
      "listLeftOut",
      "listPortfolios",
      "listRecords",
      "listSetAside",
      "listUploads",
      "planCloseOut",
      "planUpload",
      "searchDebtor",
      "searchPortal",
      "seekComparison",
      "showComparison",
      "showFigures",
      "showGone",
      "showPortfolio",
      "showReceipt",
      "showUpload",
      "watchUpload",
    ]);
  });

  test("no answer has an identification, a mail or a telephone", async () => {
    await editTenant(admin, { tenantId: world.tenantId, masksDebtors: true });
    const found: object[] = [];
    let answers = 0;
    // What an auditor sees is what one of the others does.
    const asking = isDeep ? [supervisor, auditor, admin] : [supervisor, admin];
    for (const who of asking)
      for (const [name, ask] of Object.entries(shownDebtors))
        for (const text of await answersOf(ask, who)) {
          answers++;
          const told = secrets.filter((secret) => text.includes(secret));
          if (told.length > 0) found.push({ name, told: told.slice(0, 3) });
        }
    expect(found).toEqual([]);
    expect(answers).toBeGreaterThan(100 * asking.length);
  });

  test("a masked name is found by a whole number, and never by the first digits of one", async () => {
    await editTenant(admin, { tenantId: world.tenantId, masksDebtors: true });
    const { tenantId } = world;
    const day = fromNow().toISOString().slice(0, 10);
    const period = { from: fromNow(-86_400_000).toISOString().slice(0, 10), to: day };
    const found = async (text: string) => [
      (await listUploads(supervisor, { tenantId, text })).items.length,
      (await collected(await exportUploads(supervisor, { tenantId, text }))).length,
      (await showFigures(supervisor, { tenantId, text, ...period })).total.loads,
      Math.min(1, (await searchPortal(supervisor, { text })).uploads.length),
    ];
    const { identification } = canary;
    const [all = 0] = await found("cartera-");
    expect(all).toBeGreaterThan(2);
    for (const whole of [identification, identification.slice(-4), `cartera-${identification}.csv`])
      expect(await found(whole), whole).toEqual([all, all, all, 1]);
    for (const part of [identification.slice(0, 4), identification.slice(0, -1), identification.slice(1)])
      expect(await found(part), part).toEqual([0, 0, 0, 0]);
  });
});

/** Some are not asked about at all; what they are refused with is an answer too. */
function refusal(error: unknown): unknown {
  if (error instanceof Error && "code" in error) return { ...error };
  throw error;
}
