import type { Random } from "#tests/support/portfolio/random.ts";
import type { Move } from "./history.ts";
import { moveOf } from "./move-of.ts";
import { type Waits, waits } from "./waits.ts";

type Place = Pick<Move, "tenant"> & { readonly portfolio: number };

/** What stands first in a tenant's line. */
const firsts = ["sending", "paused", "stopped"] as const satisfies readonly Waits[];

/**
 * A tenant gets one upload in each state; then so many times somebody does anything, all acts being equally likely, with an
 * upload in any state.
 */
export function drawn(random: Random, acts: readonly string[], portfolios: number, count: number): readonly Move[] {
  const at = { tenant: random.integer(0, 1), portfolio: random.integer(0, portfolios - 1) };
  const moves = [...(random.chance(0.5) ? doubted(random, at) : []), ...prepared(random, at)];
  for (let left = count; left > 0; left--) {
    moves.push(...anything(random, acts, at));
    // Much of it ends what was prepared.
    if (left % 6 === 0 && left < count) moves.push(...prepared(random, at));
  }
  return moves;
}

function anything(random: Random, acts: readonly string[], at: Place): readonly Move[] {
  const { tenant } = at;
  const act = random.chance(0.5) ? random.pick(acts.filter((one) => isAimed.has(one))) : random.pick(acts);
  const aim = random.pick(waits.filter((one) => one !== "ended"));
  if (act === "kill") {
    const kill = { ...moveOf(random, act, { tenant }), seed: 0 };
    return [{ ...moveOf(random, "work", { tenant }), turns: 1, during: [kill] }];
  }
  if (act === "work") return [{ ...moveOf(random, act, { tenant }), turns: 1 }];
  const isLoad = act.startsWith("load") || act === "begin";
  const move = moveOf(random, act, isLoad ? at : { tenant, aim });
  // An upload is being sent only while a call is in flight, but where the CRM asked for a wait.
  if (aim !== "sending" || !isAimed.has(act) || act === "finish" || random.chance(0.3)) return [move];
  return [
    { ...moveOf(random, "work", { tenant }), turns: 1, during: [{ ...move, seed: move.seed - (move.seed % 4) }] },
  ];
}

/** Acts about one upload: each is drawn for each state, where others meet all of a tenant's uploads at once. */
const isAimed: ReadonlySet<string> = new Set([
  ...["pause", "resume", "cancel", "retry", "correct", "confirm", "confirm_stale", "confirm_twice"],
  ...["confirm_and_cancel", "choose", "close_out", "look_up", "state", "finish", "discard"],
]);

/** A draft, a staged load, one that waits behind another, and that one in some state. */
function prepared(random: Random, at: Place): readonly Move[] {
  const { tenant } = at;
  const first = random.pick(firsts);
  // Most are small: what counts here is how they stand.
  const loads = ["load_edited", "load", "load_filled", ...Array.from({ length: 5 }, () => "load_additions")];
  const load = () => moveOf(random, random.pick(loads), at);
  return [
    ...[moveOf(random, "heal", { tenant }), load(), moveOf(random, "confirm", at)],
    ...(random.chance(0.5) ? [moveOf(random, "resume", { tenant, aim: "stopped" })] : []),
    ...(first === "paused" ? [] : [moveOf(random, "resume", { tenant, aim: "paused" })]),
    ...standing(random, first, tenant),
    ...[moveOf(random, "load_additions", at), moveOf(random, "confirm", at)],
    ...[moveOf(random, "begin", at), load()],
  ];
}

/** Brings the first of a tenant's line into a state. */
function standing(random: Random, state: (typeof firsts)[number], tenant: number): readonly Move[] {
  const turn = { ...moveOf(random, "work", { tenant }), turns: 1 };
  switch (state) {
    case "paused":
      return [moveOf(random, "pause", { tenant, aim: "queued" })];
    case "stopped":
      return [moveOf(random, "lose_token", { tenant }), turn];
    case "sending":
      return [moveOf(random, "fault", { tenant, fault: "throttled_minute" }), turn];
  }
}

/** A load of which nobody knows whether it arrived, and nobody can look it up. */
function doubted(random: Random, at: Place): readonly Move[] {
  const fault = random.pick(["lost_before", "lost_after"] as const);
  const load = [moveOf(random, "load_additions", at), moveOf(random, "confirm", at)];
  const unseen = moveOf(random, "fail_lookups", { turns: 100 });
  return [...load, moveOf(random, "fault", { fault, turns: 6 }), unseen, { ...moveOf(random, "work"), turns: 60 }];
}
