import { type Random, randomAt } from "#tests/support/portfolio/random.ts";
import type { CrmNature } from "./crm/crm-records.ts";
import type { LoadFault } from "./crm/faults.ts";
import { Deck, drawn } from "./drawn.ts";
import { moveOf } from "./move-of.ts";
import { scene } from "./scenes.ts";
import type { Waits } from "./waits.ts";

/** One act. What it acts on, and how, follows from its seed and from what there is. */
export interface Move {
  readonly act: string;
  readonly tenant: number;
  readonly seed: number;
  /** Of a load or a confirmation: of which portfolio. */
  readonly portfolio?: number;
  /** Of an act about an upload: rather of one that waits so. */
  readonly aim?: Waits;
  /** Of a confirmation, a retry, a close-out: of the last one that it can be about. */
  readonly isLast?: boolean;
  /** Of a fault: what goes wrong with the next load, as often as `turns` says. */
  readonly fault?: LoadFault;
  /** Of work: how many turns of a worker; of lookups: how many fail; of a night: how many. The acts of `during` come while its calls are in flight. */
  readonly turns?: number;
  /** Of work: only what is due of the tenant. */
  readonly isOwn?: boolean;
  readonly during?: readonly Move[];
}

export interface TenantSetting {
  readonly repeats: "unknown" | "updates" | "duplicates";
  readonly obligations: "unknown" | "merges" | "replaces";
  /** What the CRM really does. */
  readonly truly: CrmNature;
  readonly batchSize: number;
  readonly callsAtOnce: number;
  readonly limit: number;
}

/** What a history begins with. */
export interface Setting {
  readonly seed: number;
  readonly portfolios: number;
  readonly debtors: number;
  readonly tenants: readonly TenantSetting[];
}

export interface History {
  readonly setting: Setting;
  readonly moves: readonly Move[];
}

export interface Size {
  readonly days: number;
  readonly portfolios: number;
  readonly debtors: number;
}

/** What anybody may do at any time, and how often beside the others. */
const anytime: readonly (readonly [act: string, weight: number])[] = [
  ["pause", 5],
  ["resume", 6],
  ["cancel", 4],
  ["retry", 4],
  ["correct", 3],
  ["confirm", 6],
  ["confirm_stale", 1],
  ["confirm_twice", 1],
  ["confirm_and_cancel", 1],
  ["choose", 3],
  ["close_out", 5],
  ["look_up", 3],
  ["state", 2],
  ["hold", 3],
  ["end_hold", 2],
  ["erase", 1],
  ["begin", 1],
  ["finish", 1],
  ["discard", 1],
  ["load_again", 1],
  ["load_additions", 1],
  ["set_repeats", 4],
  ["set_obligations", 2],
  ["set_token", 1],
  ["lose_token", 1],
  ["set_server", 1],
  ["set_operation", 1],
  ["set_batches", 1],
  ["set_lanes", 1],
  ["set_masking", 1],
  ["set_retention", 1],
  ["set_zone", 1],
  ["set_country", 1],
  ["set_currency", 1],
  ["set_volatile", 1],
  ["set_marker", 1],
  ["set_full_send", 1],
  ["rest", 1],
  ["retire", 1],
  ["fault", 8],
  ["refuse_debtors", 2],
  ["fail_lookups", 1],
  ["heal", 3],
  ["wait", 2],
  ["sweep", 1],
  ["back_up", 1],
  ["restore", 1],
];

/** Those that need no worker to stand still. */
const inFlight: readonly (readonly [string, number])[] = [
  ["kill", 4],
  ...anytime.filter(([act]) => !["wait", "sweep", "back_up", "restore", "finish"].includes(act)),
];

const loads: readonly (readonly [string, number])[] = [
  ["load", 8],
  ["load_edited", 3],
  ["load_filled", 4],
  ["load_again", 2],
  ["load_former", 1],
  ["load_returned", 2],
  ["load_additions", 2],
];

/** What others rest on: done between two turns of a worker. */
const between: readonly (readonly [string, number])[] = [
  ["set_repeats", 3],
  ["set_obligations", 1],
  ["set_server", 1],
  ["set_operation", 1],
  ["hold", 2],
  ["close_out", 3],
  ["cancel", 2],
  ["confirm", 2],
  ["pause", 1],
  ["resume", 1],
];

/** From so many days on a history is long enough to meet everything, and is not played by everybody. */
const longDays = 10;

/** All acts, in the order of the table of coverage. */
export const acts: readonly string[] = [
  ...new Set([...loads, ...inFlight, ...anytime].map(([act]) => act)),
  "work",
  "night",
];

/** A history of so many days, the same for the same seed and size: of short ones each second is of nothing but scenes. */
export function makeHistory(seed: number, size: Size): History {
  const random = randomAt(seed, 0, 27);
  const { days, portfolios, debtors } = size;
  const tenants = [0, 1].map(() => tenantSetting(random, debtors));
  const isCalm = days < longDays && random.chance(0.5);
  let which = seed * days * 2;
  const nextScene: NextScene = (tenant) => scene(random, portfolios, tenant, which++);
  const moves = isCalm ? calmDays(random, size, nextScene) : busyDays(random, size, nextScene);
  return { setting: { seed, portfolios, debtors, tenants }, moves };
}

type NextScene = (tenant: number) => readonly Move[];

/** Nothing else comes between acts that depend on each other. */
function calmDays(random: Random, { days, portfolios }: Size, nextScene: NextScene): readonly Move[] {
  const moves: Move[] = [];
  for (const tenant of [0, 1])
    for (let portfolio = 0; portfolio < portfolios; portfolio++)
      for (const act of ["load", "confirm"]) moves.push(moveOf(random, act, { tenant, portfolio }));
  moves.push({ ...moveOf(random, "work"), turns: 60 });
  for (let day = 0; day < days; day++) {
    for (const tenant of [0, 1]) {
      moves.push(...nextScene(tenant));
      mend(random, moves);
    }
    moves.push(moveOf(random, "night"));
  }
  return moves;
}

function busyDays(random: Random, { days, portfolios }: Size, nextScene: NextScene): readonly Move[] {
  const moves: Move[] = [];
  const deck = new Deck(random, acts);
  const move = (act: string, over: Partial<Move> = {}): void => {
    moves.push(moveOf(random, act, over));
  };
  const disturb = (most: number): void => {
    for (let left = random.integer(0, most); left > 0; left--) move(weighted(random, anytime));
  };
  for (let day = 0; day < days; day++) {
    for (const tenant of [0, 1]) {
      for (let portfolio = 0; portfolio < portfolios; portfolio++) {
        if (day > 0 && random.chance(0.1)) continue;
        move(day === 0 ? "load" : weighted(random, loads), { tenant, portfolio });
        if (random.chance(0.4)) move("choose", { tenant, portfolio });
        disturb(1);
        if (random.chance(0.9)) move("confirm", { tenant, portfolio });
        if (random.chance(0.3)) work(random, moves);
      }
    }
    if (day > 0 && random.chance(0.4)) moves.push(closing(random));
    if (day > 0) for (const tenant of [0, 1]) moves.push(...nextScene(tenant));
    mend(random, moves);
    moves.push(...drawn(random, deck, portfolios, days < longDays ? 4 : 80));
    mend(random, moves);
    disturb(3);
    work(random, moves);
    disturb(3);
    work(random, moves);
    if (random.chance(0.6)) move("close_out");
    if (random.chance(0.5)) move("heal");
    if (random.chance(0.5)) move("confirm");
    disturb(2);
    work(random, moves);
    if (random.chance(0.5)) move("heal");
    if (random.chance(0.5)) move("resume");
    moves.push({ ...moveOf(random, "work"), turns: 60 });
    move("night");
  }
  return moves;
}

/** What is in a tenant's way is taken from it, so that the next loads are not all behind what nobody resumes. */
function mend(random: Random, moves: Move[]): void {
  for (const tenant of [0, 1]) {
    moves.push(moveOf(random, "heal", { tenant }));
    for (const aim of ["paused", "stopped"] as const)
      if (random.chance(0.8)) moves.push(moveOf(random, "resume", { tenant, aim }));
  }
  moves.push({ ...moveOf(random, "work"), turns: 60 });
}

function work(random: Random, moves: Move[]): void {
  if (random.chance(0.5)) moves.push(moveOf(random, "fault"));
  const tenant = random.integer(0, 1);
  const during = random.chance(0.2)
    ? ["close_out", "cancel"].map((act) => moveOf(random, act, { tenant }))
    : Array.from({ length: random.integer(0, 2) }, () => moveOf(random, weighted(random, inFlight)));
  moves.push({ ...moveOf(random, "work"), turns: random.pick([1, 2, 3, 4, 60]), during });
  if (random.chance(0.6)) {
    moves.push(moveOf(random, weighted(random, between), { tenant }));
    if (random.chance(0.5)) moves.push(moveOf(random, weighted(random, between), { tenant }));
    moves.push({ ...moveOf(random, "work"), turns: random.pick([2, 4, 60]) });
  }
}

/** Work during which somebody closes out what is being sent, and cancels it. */
function closing(random: Random): Move {
  const tenant = random.integer(0, 1);
  // Acts within work begin after as many loads as their seed modulo four says.
  const during = ["close_out", "cancel"].map((act) => ({ act, tenant, seed: 4 * random.integer(0, 250_000) }));
  return { ...moveOf(random, "work", { tenant }), turns: 60, during };
}

function weighted(random: Random, among: readonly (readonly [string, number])[]): string {
  let at = random.next() * among.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [act, weight] of among) {
    at -= weight;
    if (at < 0) return act;
  }
  return among[0]?.[0] ?? "";
}

function tenantSetting(random: Random, debtors: number): TenantSetting {
  const repeats = random.pick(["updates", "updates", "duplicates"] as const);
  const obligations = random.pick(["merges", "replaces"] as const);
  return {
    truly: { repeats, obligations },
    // Nobody may know yet, or be wrong.
    repeats: random.pick(["updates", "updates", "unknown", repeats]),
    obligations: random.pick(["unknown", obligations, obligations]),
    batchSize: Math.max(3, Math.round(debtors / random.integer(3, 10))),
    callsAtOnce: random.chance(0.85) ? 1 : 2,
    limit: random.chance(0.85) ? 4_800 : 60,
  };
}
