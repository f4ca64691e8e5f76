import { runTask } from "../../task.ts";
import type { VisitInput } from "../visit-history.ts";

/** Fills the database of a running portal and asks for its pages. */
await runTask(async (input: VisitInput) => {
  // The services that make tenants and people seal and connect as the portal does, so this comes before they are loaded.
  Object.assign(process.env, input.env);
  const { visitHistory } = await import("../visit-history.ts");
  return visitHistory(input);
});
