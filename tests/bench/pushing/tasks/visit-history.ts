import { runTask } from "../../task.ts";
import type { VisitInput } from "../visit-history.ts";

/** Fills the database of a running portal and requests its pages. */
await runTask(async (input: VisitInput) => {
  // Set before the import: the services that create tenants and users need the portal's keys and database
  // address.
  Object.assign(process.env, input.env);
  const { visitHistory } = await import("../visit-history.ts");
  return visitHistory(input);
});
