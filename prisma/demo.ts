import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { portalDatabase, tenantDatabase } from "#lib/database/client.ts";
import { newId } from "#lib/database/new-id.ts";
import { backdateLoad, backdatePortfolio } from "#lib/database/portfolios/backdate.ts";
import { selectReachableTenants } from "#lib/database/tenants/tenants.ts";
import { selectUsers } from "#lib/database/users/users.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { fieldsDigest } from "#lib/domain/fields/fields-digest.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import { closeQueue } from "#lib/queue/tenant-work.ts";
import type { Ctx, TenantId } from "#lib/services/context.ts";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { listCustomFields } from "#lib/services/tenants/list-custom-fields.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { receivePart } from "#lib/services/uploads/receive-part.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { cutLists, lengthsOf, packPart } from "#lib/spreadsheet/workbench/list-parts.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

// `node prisma/demo.ts` gives the demo tenant a portfolio with its last five loads, sent to the sandbox by the worker
// that runs beside it and then dated back to the last five business days. The files are written by tests/support/portfolio/write-samples.ts.
const pastDays = 5;
const title = "BANCO DEL ALTIPLANO S.A. - CARTERA DE EJEMPLO (DATOS INVENTADOS)";
const portfolio = {
  name: "Cartera de ejemplo",
  creditor: "Banco del Altiplano S.A.",
  expectedDays: [1, 2, 3, 4, 5],
  expectedMinute: 9 * 60,
};
/** A load takes less than a second. */
const longestLoadMs = 20_000;
const dayMs = 86_400_000;

const tenants = await selectReachableTenants(portalDatabase(), "", true);
const demo = tenants.find(({ name }) => name === "Demo");
const user = (await selectUsers(portalDatabase())).find(({ tenants: of }) => of.some(({ id }) => id === demo?.id));
if (demo !== undefined && user !== undefined) {
  const { id: userId, email, name, role, locale } = user;
  const proof = { isFresh: false, proof: "password", lacksSecondFactor: false } as const;
  await loadPast(
    { actor: { userId, email, name, role, locale, sessionId: newId(), ...proof }, address: null },
    demo.id,
  );
}
// Confirming opened the queue.
await closeQueue(1_000);
await closeDatabase();

async function loadPast(ctx: Ctx, tenantId: string): Promise<void> {
  const { portfolioId } = await createPortfolio(ctx, { tenantId, ...portfolio });
  const fields = fieldsOf(await listCustomFields(ctx, { tenantId }));
  const days = businessDaysBefore(new Date(), pastDays);
  for (const [index, day] of days.entries()) {
    const uploadId = await load(ctx, { tenantId, portfolioId, fields, file: fileOf(index + 1, day) });
    await backdateLoad(tenantDatabase(tenantId as TenantId), tenantId, uploadId, day);
  }
  await backdatePortfolio(
    tenantDatabase(tenantId as TenantId),
    tenantId,
    portfolioId,
    new Date((days[0] ?? new Date()).getTime() - dayMs),
  );
}

interface DemoLoad {
  readonly tenantId: string;
  readonly portfolioId: string;
  readonly fields: readonly Field[];
  readonly file: File;
}

/** Stages, confirms and waits for the worker, as a person does in the portal. */
async function load(ctx: Ctx, { tenantId, portfolioId, fields, file }: DemoLoad): Promise<string> {
  const workbench = new Workbench();
  const report = await workbench.open({ file, settings: {}, fields: [...fields] });
  workbench.apply({ context: { fields: [...fields], mapping: mappingOf(report, fields), country: "CO" } });
  const plan = workbench.planStaging();
  const { rowCount, chunkCount, totals, mapping } = plan;
  const { fileName, fileBytes, fileSha256 } = report;
  const headers = report.columns.map(({ header }) => header);
  const { uploadId } = await startStaging(ctx, {
    ...{ tenantId, portfolioId, fileName, fileBytes, fileSha256, headers, mapping, rowCount, chunkCount, totals },
    fieldsDigest: fieldsDigest(fields),
    lists: lengthsOf(cutLists(plan)),
    fileTitle: title,
  });
  for (const part of cutLists(plan)) {
    const packed = await packPart(plan, part);
    await receivePart(ctx, { ...packed, uploadId, body: bodyOf(new Uint8Array(packed.body)) });
  }
  for (let sequence = 0; sequence < chunkCount; sequence++) {
    const chunk = await workbench.chunk({ sequence });
    const bytes = new Uint8Array(chunk.body);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    await receiveChunk(ctx, { ...chunk, uploadId, sha256, body: bodyOf(bytes) });
  }
  await finishStaging(ctx, { uploadId });
  await rememberMapping(ctx, { tenantId, headers, mapping, uploadId });
  await confirmUpload(ctx, { uploadId });
  const until = Date.now() + longestLoadMs;
  while (!isOver((await showUpload(ctx, { uploadId })).state)) {
    if (Date.now() > until) throw new Error(`The load of ${fileName} did not end within ${longestLoadMs / 1000} s.`);
    await sleep(100);
  }
  return uploadId;
}

async function* bodyOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What the portal proposes, and what a person decides beside it. */
function mappingOf(report: ReadingReport, fields: readonly Field[]): Mapping {
  const { mapping } = firstMapping(report.columns, fields, { kind: "none" });
  const columns = report.columns.map(({ header }, index) => {
    if (header === "PRODUCTO") return { state: "field", field: "obligation.name" };
    const column = mapping.columns[index];
    return column === undefined || column.state === "unmapped" ? { state: "left_out" } : column;
  });
  const defaults = [{ field: "debtor.Email", value: "sincorreo@example.com" }];
  return mappingSchema.parse({ ...mapping, columns, defaults });
}

function fileOf(number: number, day: Date): File {
  const bytes = readFileSync(new URL(`demo/day-${number}.csv`, import.meta.url));
  return new File([bytes], `cartera-de-ejemplo-${day.toISOString().slice(0, 10)}.csv`, { type: "text/csv" });
}

/** The last weekdays before a day, oldest first, at 8:40 in Colombia. */
function businessDaysBefore(now: Date, count: number): Date[] {
  const days: Date[] = [];
  const day = new Date(`${new Date(now.getTime() - 5 * 3_600_000).toISOString().slice(0, 10)}T13:40:00Z`);
  while (days.length < count) {
    day.setUTCDate(day.getUTCDate() - 1);
    if (day.getUTCDay() % 6 !== 0) days.unshift(new Date(day));
  }
  return days;
}
