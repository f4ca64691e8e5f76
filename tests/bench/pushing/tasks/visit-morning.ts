import { runTask } from "../../task.ts";
import { visitMorning } from "../visit-morning.ts";

/** Fills the database of a running portal with portfolios and requests the morning page. */
await runTask(visitMorning);
