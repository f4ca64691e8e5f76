import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { makeTenant, makeUser, type UserCtx } from "#tests/support/factories.ts";
import { readsOf, type Statement, statementsOf, type TableRead } from "#tests/support/history/page-reads.ts";
import { fillMornings, usualHealths } from "#tests/support/morning/fill-mornings.ts";
import { leaveHeldOut } from "#tests/support/morning/leave-held-out.ts";

const portfolios = 30;
/** Of a portfolio its last seven confirmed loads are found and read, and twice those that are not over. */
const mayRead = 16 * portfolios;

let client: pg.Client;
let supervisor: UserCtx;

beforeAll(async () => {
  const admin = await makeUser("admin");
  const tenantIds: string[] = [];
  for (let n = 0; n < 3; n++) tenantIds.push((await makeTenant(admin, { server: "crm01.wolkvox.com" })).tenantId);
  supervisor = await makeUser("supervisor", tenantIds);
  client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  await fillMornings(client, {
    tenantIds,
    userId: supervisor.actor.userId,
    portfoliosPerTenant: portfolios / 3,
    uploadsPerPortfolio: 60,
    healths: usualHealths,
  });
});

afterAll(async () => {
  await client.end();
  await closeDatabase();
});

/** Uploads that the statements read, by index or (null) as a whole table. */
async function uploadReads(statements: readonly Statement[]) {
  return (await allReads(statements)).filter(({ table }) => table === "Upload");
}

async function allReads(statements: readonly Statement[]): Promise<TableRead[]> {
  const all: TableRead[] = [];
  for (const statement of statements) all.push(...(await readsOf(client, statement)));
  return all;
}

/** What a line in part asks: whether a correction leads somewhere. */
const asksWhoWaits = ({ text }: Statement) => text.includes("whereabouts");
/** Who is still to be sent and held: by the holds of all tenants, each looked up once. */
const asksByHolds = ({ text }: Statement) => text.includes("AS written");

test("the morning shows what its portfolios are", async () => {
  const { lines, counts } = await showMorning(supervisor);
  expect(lines).toHaveLength(portfolios);
  for (const [health, count] of Object.entries(counts)) {
    const expected = Array.from({ length: portfolios }, (_, n) => usualHealths[n % usualHealths.length]);
    expect([health, count]).toEqual([health, expected.filter((one) => one === health).length]);
  }
});

test("the morning reads few uploads, and by index", async () => {
  const statements = await statementsOf(() => showMorning(supervisor));
  const reads = await uploadReads(statements);
  expect(reads).not.toEqual([]);
  expect(reads.filter(({ index }) => index === null)).toEqual([]);
  expect(reads.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThan(mayRead);
  const [asking = [], others = []] = [true, false].map((is) => statements.filter((one) => asksWhoWaits(one) === is));
  expect(others.length).toBeLessThan(9);
  const inPart = usualHealths.filter((health) => health === "in_part").length * (portfolios / usualHealths.length);
  expect(asking.length).toBeLessThanOrEqual(4 * Math.ceil(inPart));
});

test("a list of portfolios reads few uploads, and by index", async () => {
  const statements = await statementsOf(() => listPortfolios(supervisor, {}));
  const reads = await uploadReads(statements);
  expect(reads).not.toEqual([]);
  expect(reads.filter(({ index }) => index === null)).toEqual([]);
  expect(reads.reduce((sum, { rows }) => sum + rows, 0)).toBeLessThan(mayRead);
});

test("the same check fails without the portfolio's index", async () => {
  const statements = await statementsOf(() => showMorning(supervisor));
  await client.query("BEGIN");
  await client.query(`DROP INDEX "Upload_of_portfolio"`);
  const rows = (await uploadReads(statements)).reduce((sum, read) => sum + read.rows, 0);
  await client.query("ROLLBACK");
  expect(rows).toBeGreaterThan(mayRead);
});

test("people on hold are found among those left out and not sent, by index", async () => {
  const people = { leftOut: 2, notSent: 3 };
  await leaveHeldOut(client, { userId: supervisor.actor.userId, ...people, others: 200 });
  const { lines } = await showMorning(supervisor);
  const inPart = lines.filter(({ health }) => health === "in_part");
  expect(inPart.length).toBeGreaterThan(portfolios / 2);
  expect(new Set(inPart.map(({ held }) => held))).toEqual(new Set([5]));
  const shown = lines.flatMap((line) => line.loads);
  const [finished, drafts] = ["finished", "staged"].map((state) => shown.filter((one) => one.state === state).length);
  // Two more of each portfolio are read than are shown, and a draft takes the place of one.
  const loads = (finished ?? 0) + (drafts ?? 0) + 2 * portfolios;
  // Of the others it believes that they are empty.
  await client.query(`ANALYZE "Hold"`);
  const statements = await statementsOf(() => showMorning(supervisor));
  // A line looks at a few of the two hundred others that it left out, who are not held.
  const asking = statements.filter(asksWhoWaits);
  expect(asking.length).toBeLessThanOrEqual(4 * inPart.length);
  expect(Math.max(...(await allReads(asking)).map(({ rows }) => rows))).toBeLessThanOrEqual(600);
  const byHolds = await allReads(statements.filter(asksByHolds));
  expect(byHolds.filter(({ table }) => table === "Record").every(({ index }) => index !== null)).toBe(true);
  const reads = await allReads(statements.filter((one) => !asksWhoWaits(one) && !asksByHolds(one)));
  const rowsOf = (name: string) => reads.filter(({ table }) => table === name).reduce((sum, { rows }) => sum + rows, 0);
  for (const table of ["LeftOutRow", "Record", "Hold"])
    expect([table, reads.filter((one) => one.table === table && one.index === null)]).toEqual([table, []]);
  // Two rows of each: once to be named, once to be counted. A plan says them as a rounded mean of its loops.
  expect(Math.abs(rowsOf("LeftOutRow") - loads * people.leftOut * 2 * 2)).toBeLessThan(portfolios);
  expect(rowsOf("Record")).toBe(loads * people.notSent);
  expect(rowsOf("Hold")).toBe(portfolios * (people.leftOut + people.notSent));
});
