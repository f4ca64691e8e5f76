import { loadFaults } from "../crm/faults.ts";
import { idOf } from "../world/bank.ts";
import { nowSaid } from "../world/known.ts";
import type { Act } from "./act.ts";
import { learnRepeats, mendTenant } from "./settings.ts";

/** Something goes wrong with one of the next loads. */
export const fault: Act = ({ world, random, move }) => {
  if (move.fault !== undefined) {
    world.crm.faults.add({ what: move.fault, after: 0, times: move.turns ?? 1 });
    return Promise.resolve("everything");
  }
  const isLost = random.chance(0.5);
  const what = isLost ? random.pick(["lost_before", "lost_after", "late"] as const) : random.pick(loadFaults);
  world.crm.faults.add({ what, after: random.integer(0, 4), times: random.chance(0.7) ? 1 : random.integer(2, 4) });
  return Promise.resolve("everything");
};

/** The CRM takes some people no more. */
export const refuseDebtors: Act = ({ world, tenant, random }) => {
  const people = random.pick(tenant.portfolios).bank.people();
  for (let left = random.integer(1, 3); left > 0 && people.length > 0; left--)
    world.crm.bad.add(idOf(random.pick(people)));
  world.crm.howBad = random.pick(["whole", "named", "named", "unnamed"]);
  return Promise.resolve("everything");
};

export const failLookups: Act = ({ world, random, move }) => {
  world.crm.failingLookups += move.turns ?? random.integer(1, 5);
  return Promise.resolve("everything");
};

/** All is well again with the CRM, and the portal has the token. */
export const heal: Act = async (stage) => {
  const { world, tenant, random } = stage;
  world.crm.faults.clear();
  world.crm.failingLookups = 0;
  if (random.chance(0.5)) world.crm.bad.clear();
  if (random.chance(0.5)) await learnRepeats(stage);
  const { operation, token } = nowSaid(tenant);
  if (world.crm.operations.get(operation)?.tokens.has(token) !== true) await mendTenant(stage);
  return "all";
};
