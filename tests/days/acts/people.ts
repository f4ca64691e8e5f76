import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { idOf } from "../world/bank.ts";
import { type Act, nothingToDo, type Stage } from "./act.ts";

/** Of today's debtors of a bank, or of those who were its debtors once. */
function somebody({ tenant, random, move }: Stage, isGone = false): string | null {
  const { bank } = tenant.portfolios[move.portfolio ?? -1] ?? random.pick(tenant.portfolios);
  const people = isGone ? bank.goners() : bank.people();
  return people.length === 0 ? null : idOf(random.pick(people));
}

/** Keeps one or two people out of whatever is sent from now on. */
export const hold: Act = async (stage) => {
  const { world, tenant, random } = stage;
  const identifications = [somebody(stage), random.chance(0.3) ? somebody(stage) : null].filter((one) => one !== null);
  if (identifications.length === 0) return nothingToDo;
  const { tenantId } = tenant;
  const answer = await world.ask("hold", () => addHolds(tenant.admin, { tenantId, identifications, why: "claim" }));
  if (!("done" in answer)) return nothingToDo;
  const step = world.steps.next();
  const holds = new Map(tenant.holds);
  for (const one of identifications) if (!holds.has(one)) holds.set(one, step);
  tenant.holds = holds;
  return "all";
};

export const stopHolding: Act = async ({ world, tenant, random }) => {
  const held = [...tenant.holds.keys()];
  if (held.length === 0) return nothingToDo;
  const identification = random.pick(held);
  const { tenantId } = tenant;
  const { id: holdId } = (await ownerDatabase().hold.findFirst({ where: { tenantId, identification } })) ?? {};
  if (holdId === undefined) {
    world.differs("holds", `${identification} was held, and no hold is there`);
    return nothingToDo;
  }
  await world.ask("end a hold", () => endHold(tenant.admin, { tenantId, holdId }));
  tenant.holds = new Map([...tenant.holds].filter(([one]) => one !== identification));
  return "all";
};

/** Erases somebody, whose hold stays if there is one: half of the time who is in no file any more. */
export const erase: Act = async (stage) => {
  const { world, tenant, random } = stage;
  const identification = (random.chance(0.5) ? somebody(stage, true) : null) ?? somebody(stage);
  if (identification === null) return nothingToDo;
  const { tenantId } = tenant;
  const input = { tenantId, identification, keepsHold: true };
  const answer = await world.ask("erase", () => erasePerson(tenant.admin, input));
  if ("done" in answer) tenant.erased = new Map([...tenant.erased, [identification, world.steps.next()]]);
  return "all";
};
