import { restPortfolio } from "#lib/services/portfolios/rest-portfolio.ts";
import { retireTenant } from "#lib/services/tenants/retire-tenant.ts";
import { isRetired, type KnownTenant } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { type Act, nothingToDo } from "./act.ts";

/** A portfolio is put to rest, or wakes. */
export const rest: Act = async ({ world, tenant, random }) => {
  const { id: portfolioId } = random.pick(tenant.portfolios);
  const isResting = !tenant.resting.has(portfolioId);
  const answer = await world.ask("rest", () => restPortfolio(tenant.admin, { portfolioId, isResting }));
  if (!("done" in answer)) return nothingToDo;
  const others = [...tenant.resting].filter((id) => id !== portfolioId);
  tenant.resting = new Set(isResting ? [...others, portfolioId] : others);
  tenant.rested = new Map([...tenant.rested, [portfolioId, world.steps.next()]]);
  return "all";
};

/** A tenant is retired, if nothing is in its line, or reopened. */
export const retire: Act = async ({ world, tenant }) => {
  if (isRetired(tenant)) return (await reopen(world, tenant)) ? "all" : nothingToDo;
  const { admin, tenantId } = tenant;
  const answer = await world.ask("retire", () => retireTenant(admin, { tenantId, isRetired: true }));
  if ("done" in answer) tenant.retired = [...tenant.retired, world.steps.next()];
  return "all";
};

/** What a retired tenant has is seen by its supervisors only once it is open again. */
export async function reopen(world: World, tenant: KnownTenant): Promise<boolean> {
  const { admin, tenantId } = tenant;
  if (!isRetired(tenant)) return false;
  // From when this is begun a call may be made.
  tenant.retired = [...tenant.retired, world.steps.next()];
  const answer = await world.ask("reopen", () => retireTenant(admin, { tenantId, isRetired: false }));
  if (!("done" in answer)) world.differs("ends nowhere", `tenant ${tenantId} cannot be reopened: ${answer.refused}`);
  return true;
}
