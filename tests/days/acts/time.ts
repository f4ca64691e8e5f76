import type { Act } from "./act.ts";

const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

export const wait: Act = async ({ world, random }) => {
  await world.pass(random.integer(1, 90) * minuteMs);
  return "everything";
};

/** A night: the banks' debtors live on, and midnight passes for tokens and calendars. */
export const night: Act = async ({ world, move }) => {
  const nights = move.turns ?? 1;
  await world.pass(nights * dayMs);
  for (let left = nights; left > 0; left--)
    for (const tenant of world.tenants) for (const { bank } of tenant.portfolios) bank.live();
  return "everything";
};

/** Erases what is overdue, as a worker does now and then. */
export const sweep: Act = async ({ world }) => {
  await world.worker.tell({ do: "sweep" });
  return "everything";
};

export const kill: Act = async ({ world }) => {
  world.kills.push(world.steps.next());
  await world.worker.kill();
  return "everything";
};

export const backUp: Act = async ({ world }) => {
  await world.backUp();
  return "everything";
};

export const restore: Act = async ({ world }) => ((await world.restore()) ? "everything" : []);
