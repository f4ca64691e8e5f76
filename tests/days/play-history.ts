import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { type FoundUpload, uploadsOf } from "./acts/act.ts";
import { allActs } from "./acts/all-acts.ts";
import { reopen } from "./acts/rest.ts";
import type { Arena } from "./arena.ts";
import type { Coverage } from "./coverage.ts";
import type { History, Move } from "./history.ts";
import { judgeWays } from "./judge/gone.ts";
import { judge, judgeConfirmed } from "./judge/judge.ts";
import { settle } from "./settle.ts";
import type { Waits } from "./waits.ts";
import { type Difference, World } from "./world/world.ts";

export interface Played {
  readonly differences: readonly Difference[];
  /** How many of the moves were played. */
  readonly moves: number;
  readonly calls: number;
}

/** More records than this are judged only once a day. */
const judgedOften = 4_000;

/** Plays a history in a portal of its own, up to the first difference. */
export async function playHistory(
  arena: Arena,
  history: History,
  coverage: Coverage,
  trace: (line: string) => void = () => undefined,
): Promise<Played> {
  const world = await World.open(arena, history.setting);
  let judged = 0;
  let callsJudged = 0;
  let played = 0;
  const hasCalled = () => world.crm.ledger.calls.length > callsJudged;
  const judgeNow = async () => {
    const begun = performance.now();
    for (const tenant of world.tenants) await reopen(world, tenant);
    await judge(world, judged);
    judged = world.steps.last;
    callsJudged = world.crm.ledger.calls.length;
    trace(`${seconds(begun)} judged`);
  };
  try {
    for (const move of history.moves) {
      // What a restore forgets is judged while it is known.
      if (move.act === "restore" && hasCalled()) await judgeNow();
      if (world.differences.length > 0) break;
      const started = performance.now();
      // Before it throws: without it, a history would not show that it does.
      played++;
      await play(world, move, coverage);
      trace(`${seconds(started)} ${world.steps.last} ${JSON.stringify(move)}`);
      const records = [...world.uploads.values()].reduce((sum, { debtors }) => sum + debtors.size, 0);
      if (world.differences.length === 0 && isJudgedAfter(move, records, hasCalled())) await judgeNow();
      if (world.differences.length > 0) break;
    }
    if (world.differences.length === 0) {
      await settle(world);
      await notice(world, world.steps.next());
      await judgeNow();
      await judgeWays(world);
    }
  } catch (error) {
    world.differs("throws", error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await world.close();
  }
  return { differences: world.differences, moves: played, calls: world.crm.ledger.calls.length };
}

const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(2).padStart(7)} s`;

function isJudgedAfter({ act }: Move, records: number, hasCalled: boolean): boolean {
  return act === "night" || act === "restore" || (act === "work" && hasCalled && records < judgedOften);
}

async function play(world: World, move: Move, coverage: Coverage): Promise<void> {
  const tenant = world.tenants[move.tenant];
  if (tenant === undefined) return;
  if (move.act === "work") {
    world.during = (move.during ?? []).map((one) => ({ after: one.seed % 4, play: () => play(world, one, coverage) }));
    coverage.add("work", await waitsOfAll(world));
    await world.work(move.turns ?? 1, move.isOwn === true ? tenant : undefined);
    await notice(world, world.steps.next());
    return;
  }
  const before = waitsOf(await uploadsOf(world, tenant));
  const others = await waitsOfAll(world);
  const step = world.steps.next();
  const found = await allActs[move.act]?.({ world, tenant, random: randomAt(move.seed, 0, 1), move });
  if (found === "all") coverage.add(move.act, before);
  else if (found === "everything") coverage.add(move.act, others);
  else if (found !== undefined) coverage.add(move.act, waitsOf(found));
  await notice(world, step);
}

const waitsOf = (found: readonly FoundUpload[]): readonly Waits[] => [...new Set(found.map(({ waits }) => waits))];

async function waitsOfAll(world: World): Promise<readonly Waits[]> {
  const all = [];
  for (const tenant of world.tenants) all.push(...(await uploadsOf(world, tenant)));
  return waitsOf(all);
}

/** What people see of uploads that were confirmed or cancelled; `step`: when that was begun. */
async function notice(world: World, step: number): Promise<void> {
  const open = [...world.uploads.values()].filter(({ cancelledAt }) => cancelledAt === null);
  const rows = await ownerDatabase().upload.findMany({
    where: { id: { in: open.map(({ id }) => id) } },
    select: { id: true, state: true, confirmedAt: true },
    orderBy: { confirmedAt: "asc" },
  });
  for (const { id, state, confirmedAt } of rows) {
    const known = world.uploads.get(id);
    if (known === undefined) continue;
    if (known.confirmedAt === null && confirmedAt !== null) {
      judgeConfirmed(world, id);
      known.confirmedAt = step;
    }
    if (state === "cancelled") known.cancelledAt = world.steps.next();
  }
}
