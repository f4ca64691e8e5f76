import { runTask } from "../../task.ts";
import type { VisitMorningInput } from "../visit-morning.ts";

/** Fills the database of a running portal with portfolios and requests the morning page. */
await runTask(async (input: VisitMorningInput) => {
  // Set before the import: the services that create tenants and users need the portal's keys and database
  // address.
  Object.assign(process.env, input.env);
  const { visitMorning } = await import("../visit-morning.ts");
  return visitMorning(input);
});
