import { afterAll, expect, test } from "vitest";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { type Random, randomAt } from "#tests/support/portfolio/random.ts";
import { type ModelRecord, nameIn, SnapshotModel } from "#tests/support/snapshots/snapshot-model.ts";
import {
  type MadeUpload,
  makePortfolios,
  makeRunning,
  type PortfolioTeam,
  payloadOf,
  type Settled,
  settle,
  snapshotOf,
  type TestDebtor,
} from "#tests/support/snapshots/snapshot-world.ts";
import { ToldCrm } from "#tests/support/snapshots/told-crm.ts";

afterAll(() => closeAll());

/** A record with what really became of its call. */
interface PlayedRecord extends ModelRecord {
  isApplied: boolean;
}

/** One debtor of the tenant: the model's rows, what the CRM really has, and every record. */
interface Played {
  readonly model: SnapshotModel;
  crm: ToldCrm;
  readonly records: PlayedRecord[];
}

type Uploads = Map<number, MadeUpload>;

/** Two portfolios and uploads of none; sends, late outcomes, erasures and moves in a random order. */
class Play {
  readonly #random: Random;
  readonly #team: PortfolioTeam;
  readonly #debtors: ReadonlyMap<string, Played>;
  readonly #uploads: Uploads = new Map();
  #place = 0;

  constructor(random: Random, team: PortfolioTeam) {
    this.#random = random;
    this.#team = team;
    const played = () => ({ model: new SnapshotModel(), crm: new ToldCrm(), records: [] });
    this.#debtors = new Map(["1", "2", "3"].map((identification) => [identification, played()]));
  }

  async step(): Promise<string> {
    const kind = this.#random.pick(["send", "send", "send", "late", "late", "late", "erase", "leave", "move"] as const);
    if (kind === "send") await this.#send();
    else if (kind === "late") await this.#late();
    else if (kind === "erase") await this.#erase();
    else if (kind === "leave") await this.#leave();
    // Seldom: it makes everything uncertain.
    else if (this.#random.chance(0.2)) await this.#move();
    return kind;
  }

  async #send(): Promise<void> {
    const place = this.#place++;
    const portfolio = this.#random.pick([0, 1, null]);
    const chosen = [...this.#debtors.keys()].filter(() => this.#random.chance(0.6));
    if (chosen.length === 0) return;
    const debtors = chosen.map((identification): TestDebtor => {
      const last = this.#debtors.get(identification)?.records.findLast((record) => record.portfolio === portfolio);
      // As a retry sends it: the same once more.
      if (last !== undefined && this.#random.chance(0.3)) return last.debtor;
      const name = this.#random.pick(["Ana", "Eva"]);
      return {
        identification,
        name,
        balance: this.#random.integer(1, 3),
        // Some creditors share an obligation.
        obligation: `${identification}-${this.#random.chance(0.2) ? "shared" : portfolio}`,
      };
    });
    const portfolioId = portfolio === null ? null : (this.#team.portfolioIds[portfolio] ?? null);
    const upload = await makeRunning(this.#team, portfolioId, place, debtors);
    this.#uploads.set(place, upload);
    const outcomes = debtors.map((debtor): Settled & { isApplied: boolean } => {
      const { identification } = debtor;
      const state = this.#random.pick(["accepted", "accepted", "unconfirmed", "unconfirmed", "rejected"] as const);
      const isApplied = state === "accepted" || (state === "unconfirmed" && this.#random.chance(0.5));
      const evidence = state === "unconfirmed" ? {} : ({ evidence: "named_in_reply" } as const);
      return { identification, state, isApplied, ...evidence };
    });
    const written = outcomes.map(({ isApplied, ...outcome }, index) => {
      const debtor = debtors[index];
      const played = this.#debtors.get(outcome.identification);
      if (debtor === undefined || played === undefined) throw new Error("no such debtor");
      if (isApplied) played.crm.write(debtor);
      const rest = { isElsewhere: false, isErased: false, state: "pending", wasOpen: false } as const;
      const record: PlayedRecord = { place, portfolio, debtor, isApplied, ...rest };
      played.records.push(record);
      return { record, played, outcome };
    });
    if (this.#random.chance(0.05)) await this.#move();
    await settle(upload, outcomes);
    for (const { record, played, outcome } of written) {
      if (outcome.state !== "rejected") {
        // Even an old server's answer puts other portfolios in doubt, which they are already.
        if (record.isElsewhere) played.model.sent(record, "unconfirmed");
        else played.model.sent(record, outcome.state === "accepted" ? "accepted" : "unconfirmed");
      }
      record.state = outcome.state as ModelRecord["state"];
    }
  }

  /** Somebody finds out about, or says something of, a debtor that is still unconfirmed. */
  async #late(): Promise<void> {
    const open = [...this.#debtors.values()].flatMap((played) =>
      played.records.filter(({ state }) => state === "unconfirmed").map((record) => ({ played, record })),
    );
    if (open.length === 0) return;
    const { played, record } = this.#random.pick(open);
    const upload = this.#uploads.get(record.place);
    if (upload === undefined) throw new Error("no such upload");
    const { identification } = record.debtor;
    const { model, crm } = played;
    if (this.#random.chance(0.5)) {
      const state = record.isApplied ? "accepted" : "rejected";
      await settle(upload, [{ identification, state, evidence: "person" }]);
      if (record.isApplied) model.accepted(record, played.records);
      else model.doubted(record);
      record.state = state;
    } else if (crm.isEmpty) {
      await settle(upload, [{ identification, state: "rejected", evidence: "read_back" }]);
      model.absent(record);
      record.state = "rejected";
    } else if (crm.has(record.debtor) && !record.isErased) {
      await settle(upload, [{ identification, state: "accepted", evidence: "read_back" }]);
      model.accepted(record, played.records);
      record.state = "accepted";
    }
    record.wasOpen = true;
  }

  async #erase(): Promise<void> {
    if (this.#uploads.size === 0) return;
    const [place, { uploadId }] = this.#random.pick([...this.#uploads]);
    const data = { payload: null, source: null, digest: null, stableDigest: null };
    await ownerDatabase().record.updateMany({ where: { uploadId }, data });
    for (const { records } of this.#debtors.values())
      for (const record of records) if (record.place === place) record.isErased = true;
  }

  /** A whole load that some debtors are not in is confirmed, as markGone writes it. */
  async #leave(): Promise<void> {
    const place = this.#place++;
    const portfolio = this.#random.pick([0, 1]);
    const leaving = [...this.#debtors.keys()].filter(() => this.#random.chance(0.4));
    await ownerDatabase().$executeRaw`
      UPDATE "SnapshotDebtor" SET state = 'gone', since = clock_timestamp(), place = timestamptz '2026-01-01' + ${place} * interval '1 second'
      WHERE "portfolioId" = ${this.#team.portfolioIds[portfolio]}::uuid AND identification = ANY(${leaving}::text[])
        AND state IN ('live', 'uncertain')`;
    for (const identification of leaving) this.#debtors.get(identification)?.model.gone(portfolio, place);
  }

  async #move(): Promise<void> {
    const operation = `operacion${this.#random.integer(1, 1_000_000)}`;
    await ownerDatabase().tenant.update({ where: { id: this.#team.tenantId }, data: { operation } });
    // What was sent before the move and what is sent after it are half an hour away from it, whatever the clock rounds.
    await ownerDatabase().$executeRaw`
      UPDATE "Batch" SET "sentAt" = "sentAt" - interval '1 hour' WHERE "tenantId" = ${this.#team.tenantId}::uuid`;
    await ownerDatabase().$executeRaw`
      UPDATE "Tenant" SET "movedAt" = "movedAt" - interval '30 minutes' WHERE id = ${this.#team.tenantId}::uuid`;
    for (const played of this.#debtors.values()) {
      played.model.lost();
      played.crm = new ToldCrm();
      for (const record of played.records) record.isElsewhere = true;
    }
  }

  async check(): Promise<void> {
    for (const [portfolio, portfolioId] of this.#team.portfolioIds.entries()) {
      const rows = await snapshotOf(portfolioId);
      for (const [identification, { model, crm, records }] of this.#debtors) {
        const row = rows.get(identification);
        const said = row && { state: row.state, isSure: row.isSure, payload: row.payload };
        expect(said, `debtor ${identification}, portfolio ${portfolio}`).toEqual(model.rowOf(portfolio));
        if (row?.state !== "live" || row.payload === null) continue;
        const sent = records.find(({ debtor }) => payloadOf(debtor) === row.payload)?.debtor;
        expect(sent !== undefined && crm.has(sent), `the CRM has ${nameIn(row.payload)} as is said`).toBe(true);
      }
    }
  }
}

test("random histories leave what the rules say", async () => {
  for (let seed = 1; seed <= cases(25, 7); seed++) {
    const play = new Play(randomAt(seed, 0, 47), await makePortfolios(2));
    const steps: string[] = [];
    for (let step = 0; step < 18; step++) {
      steps.push(await play.step());
      await play.check().catch((error: unknown) => {
        throw new Error(`seed ${seed}, after ${steps.join(", ")}`, { cause: error });
      });
    }
  }
});

test("two uploads that settle at once never deadlock", async () => {
  const team = await makePortfolios(2);
  const [own = "", other = ""] = team.portfolioIds;
  const ids = Array.from({ length: 60 }, (_, index) => String(index));
  const debtors = (name: string, order: readonly string[]) =>
    order.map((identification) => ({ identification, name, balance: 1 }));
  const accepted = ids.map((identification) => ({ identification, state: "accepted", evidence: "person" }) as const);
  for (let round = 0; round < cases(12, 3); round++) {
    const uploads = await Promise.all([
      makeRunning(team, own, round * 4, debtors("Ana", ids)),
      makeRunning(team, other, round * 4 + 1, debtors("Eva", ids.toReversed())),
      makeRunning(team, own, round * 4 + 2, debtors("Eva", ids.toReversed())),
      makeRunning(team, null, round * 4 + 3, debtors("Ana", ids)),
    ]);
    await Promise.all(
      uploads.map((upload, index) => settle(upload, index % 2 === 0 ? accepted : accepted.toReversed())),
    );
  }
  expect((await snapshotOf(own)).size).toBe(ids.length);
  expect((await snapshotOf(other)).size).toBe(ids.length);
});
