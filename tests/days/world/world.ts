import { AppError } from "#lib/domain/app-error.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import type { Arena } from "../arena.ts";
import { Steps } from "../crm/ledger.ts";
import { LedgerCrm } from "../crm/ledger-crm.ts";
import type { Setting } from "../history.ts";
import { type Passed, passForRecords, passTime } from "../pass-time.ts";
import { Bank } from "./bank.ts";
import { isRetired, type KnownTenant, type KnownUpload, type Said } from "./known.ts";
import { declared } from "./sheet.ts";
import type { Worker } from "./worker.ts";

/** What is told of a difference between what the portal says and what must be true. */
export interface Difference {
  /** The rule that does not hold; a shorter history must break the same. */
  readonly rule: string;
  readonly text: string;
}

/** What a backup has: the portal's database, and what people knew then. */
interface Kept {
  readonly step: number;
  readonly uploads: readonly KnownUpload[];
  readonly tenants: readonly KnownTenant[];
}

/** Short, so that nobody waits long for a pace that the CRM has slowed down. */
const longestWorkMs = 1_500;
/** After which a worker that was killed is missed: longer than any lease. */
const leaseMs = 200_000;

/** Two tenants with their portfolios, their CRM, a worker, and the log of all that people did. */
export class World {
  readonly steps = new Steps();
  readonly crm: LedgerCrm;
  readonly tenants: KnownTenant[] = [];
  readonly uploads = new Map<string, KnownUpload>();
  readonly differences: Difference[] = [];
  /** Steps between a backup and when it was put back: nobody remembers what happened in them. */
  readonly forgotten: { readonly from: number; readonly to: number }[] = [];
  /** What is done while the next loads are in flight, one after the other. */
  during: { readonly after: number; readonly play: () => Promise<void> }[] = [];
  /** Uploads whose figures have been judged, as they were then. */
  readonly judgedFigures = new Map<string, string>();
  /** When a worker was killed. */
  readonly kills: number[] = [];
  /** What a worker had claimed when it was killed: upload and identification. */
  readonly claimed = new Set<string>();
  readonly #arena: Arena;
  readonly #due = new Map<KnownTenant, number>();
  #kept: Kept | null = null;
  /** Since the times of records were moved last. */
  #passed: Passed[] = [];
  #loadsSeen = 0;
  /** What a person does beside a worker; it goes on though the worker is killed. */
  #acting: Promise<void> = Promise.resolve();

  private constructor(arena: Arena) {
    this.#arena = arena;
    this.crm = new LedgerCrm({
      steps: this.steps,
      uploadOf: (operation, identification) => this.#uploadOf(operation, identification),
      onLoad: () => this.#whileLoading(),
    });
  }

  static async open(arena: Arena, setting: Setting): Promise<World> {
    const world = new World(arena);
    arena.crmServers.use(world.crm);
    await arena.renew();
    await world.worker.tell({ do: "doubt" });
    for (const at of setting.tenants.keys()) await world.#addTenant(setting, at);
    return world;
  }

  async close(): Promise<void> {
    await this.worker.rest();
    await closeAll();
    this.#arena.crmServers.use(null);
  }

  async #addTenant(setting: Setting, at: number): Promise<void> {
    const host = this.hosts[0] ?? "";
    const given = setting.tenants[at];
    if (given === undefined) throw new Error("no such tenant");
    const { repeats, obligations, truly, batchSize, callsAtOnce, limit } = given;
    const operations = [`operacion${at}`, `otra${at}`] as const;
    const token = `token-${at}-0`;
    for (const operation of operations)
      this.crm.operations.set(operation, { nature: truly, tokens: new Set([token]), limit, used: 0 });
    const team = await makeTeam({
      ...{ server: host, operation: operations[0], token, batchSize, callsAtOnce },
      ...{ repeatBehaviour: repeats, obligations },
    });
    const { tenantId, admin, supervisor } = team;
    for (const field of declared)
      await declareCustomField(admin, { ...field, tenantId, allowedValues: [...field.allowedValues] });
    const portfolios = [];
    for (let one = 0; one < setting.portfolios; one++) {
      const { portfolioId } = await createPortfolio(admin, {
        tenantId,
        name: `Banco ${one}`,
        expectedDays: [1, 2, 3, 4, 5],
      });
      // A fifth of each portfolio's debtors is the next one's, too; tenants share theirs.
      const from = Math.floor(one * setting.debtors * 0.8);
      const bank = new Bank(`${"ABC"[one] ?? "D"}`, randomAt(setting.seed, one, at), from, setting.debtors);
      portfolios.push({ id: portfolioId, bank });
    }
    const place = { host, operation: operations[0], token, callsAtOnce, country: "CO", currency: "COP" };
    const said: Said = { step: 0, repeats, obligations, ...place };
    this.tenants.push({
      ...{ at, tenantId, admin, supervisor, portfolios, operations },
      ...{
        said: [said],
        holds: new Map(),
        erased: new Map(),
        resting: new Set<string>(),
        rested: new Map(),
        retired: [],
      },
    });
  }

  get worker(): Worker {
    return this.#arena.worker;
  }

  get hosts(): readonly string[] {
    return this.#arena.crmServers.hosts;
  }

  differs(rule: string, text: string): void {
    this.differences.push({ rule, text });
  }

  /**
   * Does what a person does. A refusal is an answer, as long as it is one of the situation: it is returned. Anything else
   * that is thrown differs.
   */
  async ask<T>(act: string, work: () => Promise<T>): Promise<{ readonly done: T } | { readonly refused: string }> {
    try {
      return { done: await work() };
    } catch (error) {
      if (!(error instanceof AppError)) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.differs("throws", `${act}: ${text}`);
        return { refused: "thrown" };
      }
      if (oddRefusals.has(error.code))
        this.differs("refuses oddly", `${act}: ${error.code} ${JSON.stringify(error.params)}`);
      return { refused: error.code };
    }
  }

  tenantOf(operation: string): KnownTenant | undefined {
    return this.tenants.find(({ operations }) => operations.some((one) => one === operation));
  }

  /** All places at which a tenant's debtors may be. */
  placesOf({ operations }: KnownTenant) {
    return this.hosts.flatMap((host) => operations.map((operation) => ({ host, operation })));
  }

  async #uploadOf(operation: string, identification: string): Promise<string | null> {
    const tenantId = this.tenantOf(operation)?.tenantId;
    if (tenantId === undefined) return null;
    const [row] = await ownerDatabase().$queryRaw<{ id: string }[]>`
      SELECT r."uploadId"::text AS id FROM "Record" r JOIN "Batch" b ON b.id = r."batchId"
      WHERE r."tenantId" = ${tenantId}::uuid AND r.identification = ${identification} AND b.state = 'sending'
      ORDER BY b."sentAt" DESC NULLS LAST LIMIT 1`;
    return row?.id ?? null;
  }

  async #whileLoading(): Promise<void> {
    this.#loadsSeen++;
    const [first] = this.during;
    if (first === undefined || this.#loadsSeen <= first.after) return;
    this.#loadsSeen = 0;
    this.during.shift();
    this.#acting = first.play();
    await this.#acting;
  }

  /**
   * Works until nothing is due, or for so many turns of a worker. Between them the time passes for which it asked to
   * wait. `own`: only for that tenant.
   */
  async work(turns: number, own?: KnownTenant): Promise<void> {
    this.#loadsSeen = 0;
    for (let turn = 0; turn < turns && this.differences.length === 0; turn++) {
      for (const tenant of await this.#toldOf()) this.#due.set(tenant, 0);
      const due = [...this.#due].filter(([tenant]) => own === undefined || own === tenant);
      const [next] = due.sort(([, a], [, b]) => a - b);
      if (next === undefined) break;
      const [tenant, inMs] = next;
      // What waits for tomorrow is not waited for: days pass by themselves.
      if (inMs > 4 * 3_600_000) break;
      if (inMs > 0) await this.#passInWork(inMs + 50);
      this.#due.delete(tenant);
      // How fast calls follow each other is not what is judged, and waiting for it takes no part in it.
      await ownerDatabase().serverPace.updateMany({ data: { intervalMs: 0, nextAt: new Date(0) } });
      const answer = await this.worker.tell({ do: "work", tenantId: tenant.tenantId, ms: longestWorkMs });
      if (answer === null) {
        // Killed: another worker finds its work once the lease is over.
        await this.#noteClaimed();
        await this.#passInWork(leaseMs);
        this.#due.set(tenant, 0);
      } else if (answer.atMs !== null) this.#due.set(tenant, answer.atMs);
    }
    this.during = [];
    await this.#passForRecords();
  }

  async #noteClaimed(): Promise<void> {
    const rows = await ownerDatabase().record.findMany({
      where: { batch: { state: "sending" } },
      select: { uploadId: true, identification: true },
    });
    for (const { uploadId, identification } of rows) this.claimed.add(`${uploadId} ${identification}`);
  }

  /** As a worker's sweep does, which finds work that no job told of. */
  expectWork(): void {
    for (const tenant of this.tenants) this.#due.set(tenant, 0);
  }

  async #toldOf(): Promise<KnownTenant[]> {
    const jobs = await ownerDatabase().$queryRaw<{ tenantId: string }[]>`
      DELETE FROM pgboss.job WHERE name = 'tenant-work' AND state = 'created' RETURNING data->>'tenantId' AS "tenantId"`;
    const told = new Set(jobs.map(({ tenantId }) => tenantId));
    return this.tenants.filter(({ tenantId }) => told.has(tenantId));
  }

  async pass(ms: number): Promise<void> {
    await this.#passInWork(ms);
    await this.#passForRecords();
  }

  async #passForRecords(): Promise<void> {
    await passForRecords(this.#arena.ownerUrl, this.#passed);
    this.#passed = [];
  }

  /** A worker looks at no record's time, so it may go on before these are moved; a person who acts beside it may. */
  async #passInWork(ms: number): Promise<void> {
    await this.#acting;
    await passTime(this.#arena.ownerUrl, ms);
    this.#passed.push({ ms, at: new Date() });
    if (this.during.length > 0) await this.#passForRecords();
    this.crm.pass(ms);
    for (const [tenant, inMs] of this.#due) this.#due.set(tenant, Math.max(0, inMs - ms));
  }

  async backUp(): Promise<void> {
    await this.#alone(() => this.#arena.backUp());
    const uploads = [...this.uploads.values()].map((upload) => ({ ...upload }));
    const tenants = this.tenants.map((tenant) => ({ ...tenant }));
    this.#kept = { step: this.steps.next(), uploads, tenants };
  }

  /** Puts the backup back; false if there is none. */
  async restore(): Promise<boolean> {
    const kept = this.#kept;
    if (kept === null || !(await this.#alone(() => this.#arena.restore()))) return false;
    const step = this.steps.next();
    this.forgotten.push({ from: kept.step, to: step });
    this.uploads.clear();
    for (const upload of kept.uploads) {
      const isInLine = upload.confirmedAt !== null;
      // What was paused then may have been resumed since, and is paused again.
      const stops = upload.stops.length % 2 === 0 ? upload.stops : [...upload.stops, kept.step, step];
      this.uploads.set(upload.id, { ...upload, stops, isDoubted: upload.isDoubted || isInLine });
    }
    for (const [at, tenant] of this.tenants.entries()) {
      const before = kept.tenants[at];
      if (before === undefined) continue;
      // The CRM has not been put back: it knows only the last token.
      tenant.said = [...tenant.said, { ...(before.said.at(-1) as Said), step }];
      tenant.holds = before.holds;
      tenant.erased = before.erased;
      tenant.resting = before.resting;
      if (isRetired(before) !== isRetired(tenant)) tenant.retired = [...tenant.retired, step];
    }
    // As on another server, which is how a worker knows.
    await ownerDatabase().databaseIdentity.update({ where: { id: 1 }, data: { systemIdentifier: `other ${step}` } });
    await this.worker.tell({ do: "doubt" });
    return true;
  }

  async #alone<T>(work: () => Promise<T>): Promise<T> {
    await this.worker.rest();
    await closeAll();
    return work();
  }
}

const oddRefusals: ReadonlySet<string> = new Set([
  ...["signed_out", "forbidden", "invalid", "fields_differ", "mapping_incomplete", "chunk_differs", "chunk_damaged"],
  ...["chunks_missing", "totals_differ", "too_large", "busy", "too_slow"],
]);
