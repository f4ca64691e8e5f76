import { createHash } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { type Random, randomAt } from "#tests/support/portfolio/random.ts";
import {
  digestOf,
  type MadeUpload,
  makePortfolios,
  makeRunning,
  type PortfolioTeam,
  settle,
  type TestDebtor,
} from "#tests/support/snapshots/snapshot-world.ts";

afterAll(() => closeAll());

const identifications = ["1", "2", "3"] as const;
const operations = ["a", "b", "c"] as const;
type Operation = (typeof operations)[number];

interface PayloadRead {
  readonly Name: string;
  readonly Obligations: readonly { readonly id: string; readonly total_balance: string }[];
}

/** What a row said when the tenant left an operation, and may say again once it is back. */
interface Left {
  readonly operation: Operation;
  readonly payload: string;
}

/** A debtor of an upload, with the operation that its call went to. */
interface Played {
  readonly upload: MadeUpload;
  readonly portfolio: number | null;
  readonly debtor: TestDebtor;
  readonly operation: Operation;
  readonly isApplied: boolean;
  isOpen: boolean;
}

/**
 * Whole loads, additions, parts and uploads of no portfolio, one call after the other, and moves between three operations at
 * any moment, also several within a call. Each operation's CRM is a ledger that merges.
 */
class Moves {
  readonly #random: Random;
  readonly #team: PortfolioTeam;
  readonly #ledger = new Map<string, { name: string; balances: Map<string, number> }>();
  readonly #left = new Map<string, Left>();
  readonly #played: Played[] = [];
  /** The part of each portfolio that the next one completes the file of. */
  readonly #parts: (string | null)[] = [null, null];
  #operation: Operation = "a";
  #before: Operation | null = null;
  #place = 0;

  constructor(random: Random, team: PortfolioTeam) {
    this.#random = random;
    this.#team = team;
  }

  async begin(): Promise<void> {
    await this.#renameTenant("a");
  }

  async step(): Promise<string> {
    const kind = this.#random.pick(["send", "send", "send", "send", "move", "move", "move", "late", "leave"] as const);
    if (kind === "send") return this.#send();
    if (kind === "move") return this.#move();
    if (kind === "late") await this.#late();
    else await this.#leave();
    return kind;
  }

  async #send(): Promise<string> {
    const kind = this.#random.pick(["whole", "whole", "whole", "additions", "part", "none"] as const);
    const portfolio = kind === "none" ? null : this.#random.integer(0, 1);
    const sentTo = this.#operation;
    const other = portfolio === null ? null : (this.#parts[portfolio] ?? null);
    const isSecond = kind === "part" && other !== null;
    const debtors = identifications.flatMap((identification): TestDebtor[] => {
      if (!this.#random.chance(0.5)) return [];
      // Several portfolios may have one obligation.
      const number = kind === "additions" || isSecond ? 2 : 1;
      const whose = this.#random.chance(0.1) ? "shared" : `p${portfolio}`;
      const [name, balance] = [this.#random.pick(["Ana", "Eva"]), this.#random.integer(1, 2)];
      return [{ identification, name, balance, obligation: `${identification}-${whose}-${number}` }];
    });
    if (debtors.length === 0) return "nobody";
    const portfolioId = portfolio === null ? null : (this.#team.portfolioIds[portfolio] ?? null);
    const upload = await makeRunning(this.#team, portfolioId, this.#place++, debtors, {
      isAdditions: kind === "additions",
    });
    await ownerDatabase().batch.updateMany({
      where: { id: upload.batchId },
      data: { sentOperation: this.#nameOf(sentTo), sentServer: "crm01.wolkvox.com" },
    });
    await ownerDatabase().upload.updateMany({
      where: { id: upload.uploadId },
      data: {
        ...{ confirmedOperation: this.#nameOf(sentTo), confirmedServer: "crm01.wolkvox.com" },
        ...(kind === "part" ? { loadKind: "part", partNumber: isSecond ? 2 : 1, partCount: 2 } : {}),
        ...(isSecond ? { sameFile: [other] } : {}),
      },
    });
    if (portfolio !== null) this.#parts[portfolio] = kind === "part" && !isSecond ? upload.uploadId : null;
    const played = debtors.map((debtor): Played & { state: "accepted" | "rejected" | "unconfirmed" } => {
      const state = this.#random.pick(["accepted", "accepted", "accepted", "unconfirmed", "rejected"] as const);
      const isApplied = state === "accepted" || (state === "unconfirmed" && this.#random.chance(0.5));
      if (isApplied) this.#write(sentTo, debtor);
      return { upload, portfolio, debtor, operation: sentTo, isApplied, isOpen: state === "unconfirmed", state };
    });
    const during = this.#random.pick([0, 0, 0, 0, 0, 1, 2, 3]);
    for (let move = 0; move < during; move++) await this.#move();
    for (const { portfolio: own, debtor, state } of played)
      if (state !== "rejected") this.#forget(debtor.identification, own, [sentTo, this.#operation]);
    await settle(
      upload,
      played.map(({ debtor: { identification }, state }) => ({
        ...{ identification, state },
        ...(state === "unconfirmed" ? {} : ({ evidence: "named_in_reply" } as const)),
      })),
    );
    this.#played.push(...played);
    return `${kind} of ${portfolio} in ${sentTo}, ${during} moves within (${this.#operation})`;
  }

  /**
   * Own rows are written anew. Of the operation that a call went to the others say from now on what they say by themselves;
   * so they do where the tenant is when it settles, which is the same but for moves within the call.
   */
  #forget(identification: string, own: number | null, doubted: readonly Operation[]): void {
    for (const portfolio of [0, 1]) {
      const key = `${portfolio} ${identification}`;
      const left = this.#left.get(key);
      if (left !== undefined && (portfolio === own || doubted.includes(left.operation))) this.#left.delete(key);
    }
  }

  /** Somebody says of an unconfirmed debtor what became of it. */
  async #late(): Promise<void> {
    const open = this.#played.filter(({ isOpen }) => isOpen);
    if (open.length === 0) return;
    const one = this.#random.pick(open);
    const { identification } = one.debtor;
    this.#forget(identification, one.portfolio, []);
    await settle(one.upload, [{ identification, state: one.isApplied ? "accepted" : "rejected", evidence: "person" }]);
    one.isOpen = false;
  }

  /** A whole load that some debtors are not in is confirmed, as markGone writes it. */
  async #leave(): Promise<void> {
    const portfolioId = this.#team.portfolioIds[this.#random.integer(0, 1)];
    const leaving = identifications.filter(() => this.#random.chance(0.4));
    await ownerDatabase().$executeRaw`
      UPDATE "SnapshotDebtor" SET state = 'gone', since = clock_timestamp(), place = timestamptz '2026-01-01' + ${this.#place++} * interval '1 second'
      WHERE "portfolioId" = ${portfolioId}::uuid AND identification = ANY(${leaving}::text[]) AND state IN ('live', 'uncertain')`;
  }

  async #move(): Promise<string> {
    const rows = await this.#rows();
    for (const { key, state, digest, payload } of rows)
      if (state !== "uncertain" && digest !== "" && payload !== null)
        this.#left.set(key, { operation: this.#operation, payload });
    const others = operations.filter((one) => one !== this.#operation);
    const back = others.filter((one) => one === this.#before);
    // Most often where it came from.
    const to = this.#random.pick([...others, ...back, ...back]);
    [this.#before, this.#operation] = [this.#operation, to];
    await this.#renameTenant(this.#operation);
    return `to ${this.#operation}`;
  }

  /** Then what was sent or settled before the move is half an hour away from it, whatever the clock rounds. */
  async #renameTenant(operation: Operation): Promise<void> {
    const { tenantId } = this.#team;
    await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { operation: this.#nameOf(operation) } });
    await ownerDatabase()
      .$executeRaw`UPDATE "Batch" SET "sentAt" = "sentAt" - interval '1 hour' WHERE "tenantId" = ${tenantId}::uuid`;
    await ownerDatabase()
      .$executeRaw`UPDATE "Record" SET "settledAt" = "settledAt" - interval '1 hour' WHERE "tenantId" = ${tenantId}::uuid`;
    await ownerDatabase()
      .$executeRaw`UPDATE "Tenant" SET "movedAt" = "movedAt" - interval '30 minutes' WHERE id = ${tenantId}::uuid`;
  }

  #nameOf(operation: Operation): string {
    return `${this.#team.tenantId} ${operation}`;
  }

  #write(operation: Operation, { identification, name, balance, obligation = "" }: TestDebtor): void {
    const key = `${operation} ${identification}`;
    const { balances } = this.#ledger.get(key) ?? { balances: new Map<string, number>() };
    this.#ledger.set(key, { name, balances: balances.set(obligation, balance) });
  }

  async #rows() {
    const rows = await ownerDatabase().snapshotDebtor.findMany({
      where: { portfolioId: { in: [...this.#team.portfolioIds] } },
    });
    return rows.map((row) => ({
      ...row,
      key: `${this.#team.portfolioIds.indexOf(row.portfolioId)} ${row.identification}`,
    }));
  }

  /** Whatever is said to be known is so, and what was known when an operation was left is again; counts these rows. */
  async check(): Promise<number> {
    const rows = new Map((await this.#rows()).map((row) => [row.key, row]));
    for (const [key, row] of rows) {
      if (row.state !== "live") continue;
      const { Name, Obligations } = JSON.parse(row.payload ?? "") as PayloadRead;
      const has = this.#ledger.get(`${this.#operation} ${row.identification}`);
      const said = Obligations.map(({ id, total_balance }) => `${id} ${total_balance}`);
      const inCrm = Obligations.map(({ id }) => `${id} ${has?.balances.get(id)}.00`);
      expect([has?.name, ...inCrm].join(), `what the CRM has of ${key}`).toBe([Name, ...said].join());
      expect([row.digest, row.stableDigest], `the digests of ${key}`).toEqual(digestsOf(row.payload ?? ""));
    }
    const back = [...this.#left].filter(([, { operation }]) => operation === this.#operation);
    for (const [key, { payload }] of back) {
      const { payload: said, state, digest } = rows.get(key) ?? {};
      const isKnown = digest !== "" && state !== "uncertain";
      expect(`${isKnown} ${said}`, `${key} after coming back`).toBe(`true ${payload}`);
    }
    return back.length;
  }
}

/** Of a payload as the world stages it, or as the snapshot joins two. */
function digestsOf(payload: string): [string, string] {
  const { Name: name, Obligations } = JSON.parse(payload) as PayloadRead;
  const [{ id: obligation, total_balance } = { id: "", total_balance: "" }] = Obligations;
  if (Obligations.length > 1) {
    const joined = createHash("sha256").update(payload).digest("hex").slice(0, 16);
    return [joined, joined];
  }
  const digest = digestOf({ name, balance: Number.parseInt(total_balance, 10), obligation });
  return [digest, `stable ${digest}`];
}

const ana: TestDebtor = { identification: "1", name: "Ana", balance: 1, obligation: "1-1" };
const accepted = { identification: "1", state: "accepted", evidence: "named_in_reply" } as const;

/** A tenant with one portfolio, and what a test does with it. */
async function onePortfolio() {
  const team = await makePortfolios(1);
  const [portfolioId = ""] = team.portfolioIds;
  const server = "crm01.wolkvox.com";
  let [operation, place] = [team.operation, 0];
  return {
    home: operation,
    move: async (to: string) => {
      operation = to;
      await ownerDatabase().tenant.update({ where: { id: team.tenantId }, data: { operation } });
    },
    /** A call that is in flight to where the tenant is. */
    begin: async (debtor: TestDebtor, options?: Parameters<typeof makeRunning>[4]) => {
      const upload = await makeRunning(team, portfolioId, place++, [debtor], options);
      const sent = { sentOperation: operation, sentServer: server };
      await ownerDatabase().batch.updateMany({ where: { id: upload.batchId }, data: sent });
      const confirmed = { confirmedOperation: operation, confirmedServer: server };
      await ownerDatabase().upload.updateMany({ where: { id: upload.uploadId }, data: confirmed });
      return upload;
    },
    row: () => ownerDatabase().snapshotDebtor.findFirstOrThrow({ where: { portfolioId } }),
  };
}

test.each(["additions", "a part"])("what %s joined is known again once the tenant is back", async (kind) => {
  const { home, move, begin, row } = await onePortfolio();
  const first = await begin(ana);
  await settle(first, [accepted]);
  const second = await begin({ ...ana, obligation: "1-2" }, { isAdditions: kind === "additions" });
  if (kind === "a part") {
    const part = { loadKind: "part" as const, partNumber: 2, partCount: 2, sameFile: [first.uploadId] };
    await ownerDatabase().upload.updateMany({ where: { id: second.uploadId }, data: part });
  }
  await settle(second, [accepted]);
  const { state, digest, stableDigest, payload } = await row();
  expect([state, (JSON.parse(payload ?? "") as PayloadRead).Obligations.length]).toEqual(["live", 2]);
  await move(`${home} bis`);
  expect(await row()).toMatchObject({ state: "uncertain", digest: "", payload });
  await move(home);
  expect(await row()).toMatchObject({ state, digest, stableDigest, payload });
});

test("what a call in flight wrote is not known again, whatever the tenant has been at when it settles", async () => {
  const { home, move, begin, row } = await onePortfolio();
  await settle(await begin(ana), [accepted]);
  const { payload } = await row();
  const inFlight = await begin({ ...ana, name: "Eva" });
  await move(`${home} bis`);
  await settle(inFlight, [accepted]);
  await move(`${home} ter`);
  await move(home);
  // The row still says Ana.
  expect(await row()).toMatchObject({ state: "uncertain", digest: "", payload });
});

test("a tenant that moves between operations knows of each what it has, and again what it had", async () => {
  let back = 0;
  for (let seed = 1; seed <= cases(40, 8); seed++) {
    const moves = new Moves(randomAt(seed, 0, 53), await makePortfolios(2));
    await moves.begin();
    const steps: string[] = [];
    for (let step = 0; step < 30; step++) {
      steps.push(await moves.step());
      back += await moves.check().catch((error: unknown) => {
        throw new Error(`seed ${seed}, after ${steps.join("; ")}: ${error}`, { cause: error });
      });
    }
  }
  expect(back).toBeGreaterThan(20);
});
