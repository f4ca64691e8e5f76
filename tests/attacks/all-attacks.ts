import type { Attack } from "./attack.ts";

/** Every attack, in the order of the table. Each leaves the portal as the next one needs it. */
export const allAttacks: readonly Attack[] = [];
