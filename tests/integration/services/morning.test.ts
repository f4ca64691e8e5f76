import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#lib/database/new-id.ts";
import { dayIn } from "#lib/domain/portfolio/morning/expected-loads.ts";
import type { MorningLine } from "#lib/domain/views/morning-view.ts";
import { arrangeMorning } from "#lib/services/portfolios/arrange-morning.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  makePortfolio,
  makeTeam,
  makeTenant,
  makeUser,
  signedOut,
  stage,
  type UserCtx,
} from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";

const sandbox = await startSandbox();
process.env.WOLKVOX_EXTRA_HOSTS = sandbox.host;
afterAll(async () => {
  await closeAll();
  await sandbox.close();
});

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const midnight = 0;
const lastMinute = 1_439;
const mine = await makeTeam({ server: sandbox.host });
const other = await makeTenant(mine.admin, { server: sandbox.host });
await withoutHolidays(mine.tenantId, other.tenantId);

/** A holiday would change what is expected today. */
async function withoutHolidays(...tenantIds: string[]): Promise<void> {
  await ownerDatabase().tenant.updateMany({ where: { id: { in: tenantIds } }, data: { country: "ZZ" } });
}

interface Wanted {
  readonly tenantId?: string;
  readonly minute?: number | null;
  readonly days?: number[];
  readonly isResting?: boolean;
}

async function makePortfolioOf(name: string, wanted: Wanted = {}): Promise<string> {
  const { tenantId = mine.tenantId, minute = null, days = everyDay, isResting = false } = wanted;
  const id = newId();
  const createdAt = fromNow(-30 * 86_400_000);
  const restingSince = isResting ? fromNow() : null;
  await ownerDatabase().portfolio.create({
    data: { id, tenantId, name, expectedDays: days, expectedMinute: minute, createdAt, restingSince },
  });
  return id;
}

/** Stages a load of the portfolio, begun some days ago. */
async function bring(
  portfolioId: string,
  debtors: number,
  daysAgo = 0,
  ctx: UserCtx = mine.supervisor,
  of: object = {},
) {
  const uploadId = await stage(ctx, mine.tenantId, makePortfolio(debtors));
  const createdAt = fromNow(-daysAgo * 86_400_000);
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { portfolioId, createdAt, ...of } });
  return uploadId;
}

/** The same, and confirms it. */
const bringConfirmed = (portfolioId: string, debtors: number, daysAgo = 0, of: object = {}) =>
  bring(portfolioId, debtors, daysAgo, mine.supervisor, {
    ...of,
    ...{ state: "queued", confirmedAt: fromNow(-daysAgo * 86_400_000) },
  });

const { timeZone } = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: mine.tenantId } });
const daysBefore = (days: number) => dayIn(timeZone, fromNow(-days * 86_400_000));

const lineOf = async (name: string, ctx: UserCtx = mine.supervisor): Promise<MorningLine | undefined> =>
  (await showMorning(ctx)).lines.find(({ portfolio }) => portfolio.name === name);

describe("a line of the morning", () => {
  test("is late without the load that is due", async () => {
    const portfolioId = await makePortfolioOf("Tarde", { minute: midnight });
    await bring(portfolioId, 3, 1);
    const line = await lineOf("Tarde");
    expect(line).toMatchObject({ health: "late", uploadId: null, debtors: 0, timeZone });
    expect(line?.expectedAt).not.toBeNull();
    expect(line?.loads.map(({ day }) => day)).toEqual([daysBefore(1)]);
  });

  test("expects a load whose hour is ahead", async () => {
    const portfolioId = await makePortfolioOf("Más tarde", { minute: lastMinute });
    expect(await lineOf("Más tarde")).toMatchObject({ health: "late", loads: [], balance: null });
    const uploadId = await bring(portfolioId, 3, 1);
    await ownerDatabase().portfolio.update({ where: { id: portfolioId }, data: { createdAt: fromNow() } });
    await cancelUpload(mine.supervisor, { uploadId });
    expect(await lineOf("Más tarde")).toMatchObject({ health: "expected", uploadId: null });
  });

  test("asks to confirm what waits, and counts its debtors", async () => {
    const portfolioId = await makePortfolioOf("Por confirmar", { minute: midnight });
    await bringConfirmed(portfolioId, 5, 2);
    await bringConfirmed(portfolioId, 4, 1);
    const uploadId = await bring(portfolioId, 6);
    const line = await lineOf("Por confirmar");
    expect(line).toMatchObject({ health: "to_confirm", uploadId, debtors: 6, waiting: 0 });
    const [before = 0, now = 0] = [5, 4].map((count) => sumOf(count));
    expect(line?.balance?.amount).toBe(now.toFixed(2));
    expect(line?.balance?.change).toBeCloseTo((now - before) / before, 3);
  });

  test("has the balance of what was confirmed, however many drafts wait", async () => {
    const portfolioId = await makePortfolioOf("Muchos borradores", { minute: midnight });
    await bringConfirmed(portfolioId, 4, 1);
    for (let draft = 0; draft < 8; draft++) await bring(portfolioId, 6);
    const line = await lineOf("Muchos borradores");
    expect(line).toMatchObject({ health: "to_confirm", waiting: 7, balance: { amount: sumOf(4).toFixed(2) } });
  });

  test("is odd until a person has written why", async () => {
    const portfolioId = await makePortfolioOf("Rara", { minute: midnight });
    const uploadId = await bring(portfolioId, 3);
    const measures = { uploadId, tenantId: mine.tenantId, portfolioId, measures: {}, oddities: [{ code: "x" }] };
    await ownerDatabase().loadMeasures.create({ data: { ...measures, isStopped: true } });
    expect(await lineOf("Rara")).toMatchObject({ health: "odd", uploadId });
    const explained = { reason: "cierre de mes", explainedBy: "Ana", explainedAt: fromNow() };
    await ownerDatabase().loadMeasures.update({ where: { uploadId }, data: explained });
    expect(await lineOf("Rara")).toMatchObject({ health: "to_confirm", uploadId });
  });

  test("follows a load into the line and out of it", async () => {
    const portfolioId = await makePortfolioOf("En marcha", { minute: midnight });
    const uploadId = await bring(portfolioId, 5);
    await confirmUpload(mine.supervisor, { uploadId });
    expect(await lineOf("En marcha")).toMatchObject({ health: "sending", uploadId, debtors: 5 });
    await cancelUpload(mine.supervisor, { uploadId });
    expect(await lineOf("En marcha")).toMatchObject({ health: "in_part", uploadId, debtors: 5 });
  });

  test("leaves a discarded draft out", async () => {
    const portfolioId = await makePortfolioOf("Descartada");
    await cancelUpload(mine.supervisor, { uploadId: await bring(portfolioId, 3) });
    expect(await lineOf("Descartada")).toMatchObject({ health: "not_today", loads: [], uploadId: null });
  });

  test("waits for the parts that are missing", async () => {
    const portfolioId = await makePortfolioOf("Por partes", { minute: midnight });
    const part = (partNumber: number) => ({ loadKind: "part" as const, partNumber, partCount: 3 });
    await bring(portfolioId, 3, 0, mine.supervisor, part(1));
    await bring(portfolioId, 3, 0, mine.supervisor, part(2));
    expect(await lineOf("Por partes")).toMatchObject({ partsMissing: 1, balance: null });
  });

  test("still waits for a part when additions came, and says whose balance it shows", async () => {
    const portfolioId = await makePortfolioOf("Con adiciones", { minute: midnight });
    await bringConfirmed(portfolioId, 4, 1);
    expect((await lineOf("Con adiciones"))?.balance).toMatchObject({ wholeDay: null });
    const part = { loadKind: "part" as const, partNumber: 1, partCount: 2 };
    await bringConfirmed(portfolioId, 3, 0, part);
    await bringConfirmed(portfolioId, 2, 0, { loadKind: "additions" as const });
    const line = await lineOf("Con adiciones");
    expect(line).toMatchObject({ partsMissing: 1 });
    expect(line?.balance).toMatchObject({ amount: sumOf(4).toFixed(2), wholeDay: daysBefore(1), change: null });
  });

  test("tells sets of parts as the comparison does", async () => {
    const portfolioId = await makePortfolioOf("Dos veces", { minute: midnight });
    const part = (partNumber: number) => ({ loadKind: "part" as const, partNumber, partCount: 2 });
    // The parts of yesterday and today are one set; the next first part begins another.
    await bring(portfolioId, 3, 1, mine.supervisor, part(1));
    await bring(portfolioId, 3, 0, mine.supervisor, part(2));
    expect(await lineOf("Dos veces")).toMatchObject({ partsMissing: 0 });
    await bring(portfolioId, 3, 0, mine.supervisor, part(1));
    expect(await lineOf("Dos veces")).toMatchObject({ partsMissing: 1 });
  });

  test("counts a completed set of parts as one whole load", async () => {
    const portfolioId = await makePortfolioOf("Juego completo", { minute: midnight });
    const part = (partNumber: number) => ({ loadKind: "part" as const, partNumber, partCount: 2 });
    const change = async () => (await lineOf("Juego completo"))?.balance;
    await bringConfirmed(portfolioId, 4, 2);
    await bringConfirmed(portfolioId, 3, 1, part(1));
    expect(await change()).toMatchObject({ amount: sumOf(4).toFixed(2), change: null, wholeDay: daysBefore(2) });
    await bringConfirmed(portfolioId, 5, 0, part(2));
    const sum = sumOf(3) + sumOf(5);
    const told = await change();
    expect(told).toMatchObject({ amount: sum.toFixed(2), wholeDay: null });
    expect(told?.change).toBeCloseTo(sum / sumOf(4) - 1, 3);
    await bringConfirmed(portfolioId, 9);
    const next = await change();
    expect(next).toMatchObject({ amount: sumOf(9).toFixed(2), wholeDay: null });
    expect(next?.change).toBeCloseTo(sumOf(9) / sum - 1, 3);
  });

  test("still shows a whole load that is older than the parts that are remembered", async () => {
    const portfolioId = await makePortfolioOf("Hace tiempo", { minute: midnight });
    const uploadId = await bringConfirmed(portfolioId, 4, 90);
    await ownerDatabase().upload.update({
      where: { id: uploadId },
      data: { stagedAt: fromNow(-90 * 86_400_000) },
    });
    await bringConfirmed(portfolioId, 3, 0, { loadKind: "part", partNumber: 1, partCount: 2 });
    expect((await lineOf("Hace tiempo"))?.balance).toMatchObject({
      amount: sumOf(4).toFixed(2),
      wholeDay: daysBefore(90),
    });
  });

  test.each([
    ["Dos personas", false],
    ["Dos y una adición", true],
  ])("has the load that was confirmed last as the last, whichever was begun last: %s", async (name, isAddedTo) => {
    const portfolioId = await makePortfolioOf(name, { minute: midnight });
    if (isAddedTo) await bringConfirmed(portfolioId, 1, 1, { loadKind: "additions" });
    const [first, second] = [await bring(portfolioId, 4), await bring(portfolioId, 6)];
    await confirmUpload(mine.supervisor, { uploadId: second });
    // A draft that was begun before is forgotten until somebody confirms it.
    expect(await lineOf(name)).toMatchObject({ health: "sending", uploadId: second });
    await confirmUpload(mine.supervisor, { uploadId: first });
    const line = await lineOf(name);
    expect(line?.balance?.amount).toBe(sumOf(4).toFixed(2));
    expect(line?.balance?.change).toBeCloseTo(sumOf(4) / sumOf(6) - 1, 3);
    expect(line?.loads).toHaveLength(isAddedTo ? 3 : 2);
    const portfolios = await listPortfolios(mine.supervisor, { tenantId: mine.tenantId });
    expect(portfolios.find(({ id }) => id === portfolioId)?.lastLoad?.uploadId).toBe(first);
  });

  test("shows the last five loads, oldest first", async () => {
    const portfolioId = await makePortfolioOf("Seis días");
    for (const daysAgo of [6, 5, 4, 3, 2, 1]) await bring(portfolioId, 2, daysAgo);
    const line = await lineOf("Seis días");
    expect(line?.loads.map(({ day }) => day)).toEqual([5, 4, 3, 2, 1].map(daysBefore));
    expect(line?.loads.map(({ acceptedShare }) => acceptedShare)).toEqual([null, null, null, null, null]);
  });

  test.each([
    ["everything is unchanged and waits", { staged: 100, unchanged: 100 }, null],
    ["a part is unchanged and nothing is sent", { staged: 100, unchanged: 60, pending: 40 }, null],
    ["half of what had to be sent is accepted", { staged: 100, unchanged: 60, accepted: 20, rejected: 20 }, 0.5],
    ["all that was sent is accepted, and debtors are left out", { staged: 90, leftOut: 10, accepted: 90 }, 1],
    [
      "some of what was sent is accepted, and debtors are left out",
      { staged: 90, leftOut: 10, accepted: 45, rejected: 45 },
      0.5,
    ],
    ["only rows without a debtor are missing", { staged: 100, accepted: 100, leftOutRows: 1 }, 1],
    ["one in a thousand is accepted", { staged: 1_000, accepted: 1, rejected: 999 }, 0.001],
    ["nobody is accepted", { staged: 100, rejected: 100 }, 0],
    ["everything was given up", { staged: 100, notSent: 100 }, null],
    ["all is accepted", { staged: 100, unchanged: 50, accepted: 50 }, 1],
  ])("says how much was accepted of what had to be sent: %s", async (name, of, share) => {
    const portfolioId = await makePortfolioOf(name);
    const uploadId = await bring(portfolioId, 1, 1);
    await withoutTriggers(uploadId, of);
    expect((await lineOf(name))?.loads.map(({ acceptedShare }) => acceptedShare)).toEqual([share]);
  });

  test("is shown while its portfolio rests only for what waits, and then expects no file", async () => {
    const portfolioId = await makePortfolioOf("En reposo", { minute: midnight, isResting: true });
    expect(await lineOf("En reposo")).toBeUndefined();
    const uploadId = await bring(portfolioId, 3, 1);
    const resting = { uploadId, debtors: 3, expectedAt: null };
    expect(await lineOf("En reposo")).toMatchObject({ ...resting, health: "to_confirm" });
    await confirmUpload(mine.supervisor, { uploadId });
    expect(await lineOf("En reposo")).toMatchObject({ ...resting, health: "sending" });
    await pauseUpload(mine.supervisor, { uploadId });
    expect(await lineOf("En reposo")).toMatchObject({ ...resting, health: "stopped" });
    await cancelUpload(mine.supervisor, { uploadId });
    expect(await lineOf("En reposo")).toBeUndefined();
  });

  test("is shown while its portfolio rests for a draft that was overtaken", async () => {
    const portfolioId = await makePortfolioOf("En reposo con borrador", { minute: midnight, isResting: true });
    await bring(portfolioId, 3, 2);
    const uploadId = await bring(portfolioId, 1, 1);
    await withoutTriggers(uploadId, { staged: 100, accepted: 100 });
    expect(await lineOf("En reposo con borrador")).toMatchObject({ health: "not_today", waiting: 1 });
  });
});

describe("the morning", () => {
  let stranger: UserCtx;
  beforeAll(async () => {
    await makePortfolioOf("De otra operación", { tenantId: other.tenantId, minute: lastMinute });
    stranger = (await makeTeam({ server: "crm02.wolkvox.com" })).supervisor;
  });
  const makeMemberOfBoth = () => makeUser("supervisor", [mine.tenantId, other.tenantId]);

  test("has portfolios of one's own tenants only", async () => {
    const both = await makeMemberOfBoth();
    expect(await lineOf("De otra operación")).toBeUndefined();
    expect(await lineOf("De otra operación", both)).toMatchObject({ tenant: { id: other.tenantId } });
    expect(await lineOf("De otra operación", mine.admin)).toMatchObject({ tenant: { id: other.tenantId } });
    expect(await showMorning(stranger)).toMatchObject({ lines: [], tenants: [] });
    await expect(showMorning(signedOut)).rejects.toMatchObject({ code: "signed_out" });
  });

  test("puts the worst first and counts every word", async () => {
    const { tenantId, supervisor } = await makeTeam({ server: sandbox.host });
    await withoutHolidays(tenantId);
    await makePortfolioOf("No hoy", { tenantId });
    await makePortfolioOf("Tarde", { tenantId, minute: midnight });
    await makePortfolioOf("También tarde", { tenantId, minute: midnight });
    const { lines, counts } = await showMorning(supervisor);
    expect(lines.map(({ health }) => health)).toEqual(["late", "late", "not_today"]);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(lines.length);
    expect(counts.late).toBe(lines.filter(({ health }) => health === "late").length);
  });

  test("stays as each person left it", async () => {
    await makePortfolioOf("De la primera operación");
    const both = await makeMemberOfBoth();
    await arrangeMorning(both, { tenantId: other.tenantId, order: "name" });
    const view = await showMorning(both);
    expect(view.arrangement).toEqual({ tenantId: other.tenantId, order: "name" });
    expect(view.lines.map(({ tenant }) => tenant.id)).toEqual([other.tenantId]);
    expect(view.tenants.map(({ id }) => id).sort()).toEqual([mine.tenantId, other.tenantId].sort());
    expect((await showMorning(mine.supervisor)).arrangement).toEqual({ tenantId: null, order: "worst" });
  });

  test("forgets a tenant that one has left", async () => {
    for (const name of ["Zeta", "Alfa"]) await makePortfolioOf(name);
    const both = await makeMemberOfBoth();
    await arrangeMorning(both, { tenantId: other.tenantId, order: "name" });
    await ownerDatabase().membership.deleteMany({ where: { userId: both.actor.userId, tenantId: other.tenantId } });
    const view = await showMorning(both);
    expect(view.arrangement).toEqual({ tenantId: null, order: "name" });
    expect(view.lines.length).toBeGreaterThan(1);
    const names = view.lines.map(({ portfolio }) => portfolio.name);
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
  });

  test("is not arranged by another's tenant", async () => {
    const wish = { tenantId: other.tenantId, order: "hour" as const };
    await expect(arrangeMorning(stranger, wish)).rejects.toMatchObject({ code: "not_found" });
  });
});

interface Outcomes {
  readonly staged: number;
  readonly leftOut?: number;
  readonly leftOutRows?: number;
  readonly unchanged?: number;
  readonly pending?: number;
  readonly accepted?: number;
  readonly rejected?: number;
  readonly notSent?: number;
}

/** Gives an upload these debtors, each with one row and one obligation, in figures only. */
async function withoutTriggers(uploadId: string, of: Outcomes): Promise<void> {
  const { staged, leftOut = 0, leftOutRows = leftOut, unchanged = 0, pending = 0, accepted = 0 } = of;
  const { rejected = 0, notSent = 0 } = of;
  const counters = { staged, leftOut, unchanged, pending, accepted, rejected, notSent, file: staged + leftOut };
  const debtors = Object.entries(counters).flatMap(([name, count]) => [
    [`${name}Debtors`, count],
    [`${name}Obligations`, count],
    [`${name}Balance`, 0],
  ]);
  const rows = { stagedRows: staged, leftOutRows, fileRows: staged + leftOutRows, setAsideRows: 0 };
  await ownerDatabase().$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL session_replication_role = replica`;
    const at = fromNow();
    const over = { state: "finished" as const, confirmedAt: at, startedAt: at, finishedAt: at, overSince: at };
    const state = pending + unchanged === staged ? {} : over;
    await tx.upload.update({ where: { id: uploadId }, data: { ...Object.fromEntries(debtors), ...rows, ...state } });
  });
}

/** The balance of `makePortfolio`. */
function sumOf(debtors: number): number {
  return makePortfolio(debtors).reduce((sum, row) => sum + Number((row[7] ?? "").replace(",", ".")), 0);
}
