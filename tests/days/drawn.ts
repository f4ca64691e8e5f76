import type { Random } from "#tests/support/portfolio/random.ts";
import type { Move } from "./history.ts";
import { moveOf } from "./move-of.ts";
import { type Waits, waits } from "./waits.ts";

type Place = Pick<Move, "tenant"> & { readonly portfolio: number };

/** An act, and the state of an upload that it is to meet. */
interface Cell {
  readonly act: string;
  readonly state: Waits;
}

/** Acts about one upload, where others meet all of a tenant's uploads at once. */
const isAimed: ReadonlySet<string> = new Set([
  ...["pause", "resume", "cancel", "retry", "correct", "confirm", "confirm_stale", "confirm_twice"],
  ...["confirm_and_cancel", "choose", "close_out", "look_up", "state", "finish", "discard"],
]);

/** While a call is in flight, no worker stands still. */
const standStill: ReadonlySet<string> = new Set(["work", "night", "wait", "sweep", "back_up", "restore", "finish"]);

/** Gives each act with each state as often as the others, in any order: those about a whole tenant with the states that are rare. */
export class Deck {
  readonly #random: Random;
  readonly #cells: readonly Cell[];
  #left: Cell[] = [];

  constructor(random: Random, acts: readonly string[]) {
    this.#random = random;
    const pending = waits.filter((one) => one !== "ended");
    const rare = ["sending", "stopped"] as const;
    this.#cells = acts.flatMap((act) => (isAimed.has(act) ? pending : rare).map((state) => ({ act, state })));
  }

  next(): Cell {
    if (this.#left.length === 0) {
      const places = this.#cells.map((cell) => ({ cell, at: this.#random.next() }));
      this.#left = places.sort((a, b) => a.at - b.at).map(({ cell }) => cell);
    }
    return this.#left.pop() ?? never();
  }
}

/** So many times an upload of a tenant is brought into a state, and somebody does something with it. */
export function drawn(random: Random, deck: Deck, portfolios: number, count: number): readonly Move[] {
  const at = { tenant: random.integer(0, 1), portfolio: random.integer(0, portfolios - 1) };
  const moves = random.chance(0.5) ? [...doubted(random, at)] : [];
  for (let left = count; left > 0; left--) {
    // Much of it ends what was prepared.
    if (left % 12 === 0) moves.push(...prepared(random, at));
    moves.push(...met(random, deck.next(), at));
  }
  return moves;
}

function met(random: Random, { act, state }: Cell, at: Place): readonly Move[] {
  const { tenant } = at;
  if (act === "kill") {
    const other = { ...at, tenant: 1 - tenant };
    const kill = { ...moveOf(random, act, { tenant }), seed: 0 };
    return state === "stopped"
      ? [
          ...brought(random, state, at),
          ...beside(random, state, at),
          ...sendable(random, other),
          inFlight(random, kill, other),
        ]
      : [...sendable(random, at), inFlight(random, kill, at)];
  }
  const isLoad = act.startsWith("load") || act === "begin";
  const move = moveOf(random, act, isLoad ? at : { tenant, aim: state });
  if (state !== "sending" || standStill.has(act) || random.chance(0.3))
    return [...brought(random, state, at), ...(isAimed.has(act) ? [] : beside(random, state, at)), move];
  return [...sendable(random, at), inFlight(random, { ...move, seed: move.seed - (move.seed % 4) }, at)];
}

/** What else stands there when an act about a whole tenant meets a stopped upload. */
function beside(random: Random, state: Waits, at: Place): readonly Move[] {
  return state === "stopped" ? [...brought(random, "paused", at), ...brought(random, "queued", at)] : [];
}

/** Turns of a tenant's own, during whose first call something is done. */
function inFlight(random: Random, move: Move, at: Place): Move {
  return { ...ownTurns(random, at), during: [move] };
}

function ownTurns(random: Random, { tenant }: Place): Move {
  return { ...moveOf(random, "work", { tenant }), turns: 4, isOwn: true };
}

/** An upload in a state, or what is likely to be one. */
function brought(random: Random, state: Waits, at: Place): readonly Move[] {
  const { tenant } = at;
  const queued = () => [moveOf(random, "load_additions", at), moveOf(random, "confirm", { tenant, isLast: true })];
  switch (state) {
    case "draft":
      return [moveOf(random, "begin", at)];
    case "staged":
      return [moveOf(random, "load_additions", at)];
    case "queued":
      return queued();
    case "paused":
      return [...queued(), moveOf(random, "pause", { tenant, aim: "queued" })];
    case "stopped":
      return [...sendable(random, at), moveOf(random, "lose_token", { tenant }), ownTurns(random, at)];
    case "sending":
      return [
        ...sendable(random, at),
        moveOf(random, "fault", { tenant, fault: "throttled_minute", turns: 9 }),
        ownTurns(random, at),
      ];
    default:
      return [];
  }
}

/** A tenant with something that its next turns send: the first of them may look something up. */
function sendable(random: Random, at: Place): readonly Move[] {
  const { tenant } = at;
  const resumed = (["paused", "stopped", "paused"] as const).map((aim) => moveOf(random, "resume", { tenant, aim }));
  return [moveOf(random, "heal", { tenant }), ...resumed, ...brought(random, "queued", at)];
}

/** A draft, a staged load, and one that waits behind another. */
function prepared(random: Random, at: Place): readonly Move[] {
  // Most are small: what counts here is how they stand.
  const loads = ["load_edited", "load", "load_filled", ...Array.from({ length: 5 }, () => "load_additions")];
  const load = () => moveOf(random, random.pick(loads), at);
  return [
    ...[moveOf(random, "heal", { tenant: at.tenant }), load(), moveOf(random, "confirm", at)],
    ...[...brought(random, "queued", at), ...brought(random, "draft", at), load()],
  ];
}

/** A load of which nobody knows whether it arrived, and nobody can look it up. */
function doubted(random: Random, at: Place): readonly Move[] {
  const fault = random.pick(["lost_before", "lost_after"] as const);
  const load = [moveOf(random, "load_additions", at), moveOf(random, "confirm", at)];
  const unseen = moveOf(random, "fail_lookups", { turns: 100 });
  return [...load, moveOf(random, "fault", { fault, turns: 6 }), unseen, { ...moveOf(random, "work"), turns: 60 }];
}

function never(): never {
  throw new Error("a deck without cells");
}
