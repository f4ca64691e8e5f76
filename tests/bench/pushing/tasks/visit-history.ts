import { runTask } from "../../task.ts";
import { visitHistory } from "../visit-history.ts";

/** Fills the database of a running portal and requests its pages. */
await runTask(visitHistory);
