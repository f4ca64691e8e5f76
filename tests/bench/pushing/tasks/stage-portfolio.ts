import { runTask } from "../../task.ts";
import { stageTwice } from "../stage-twice.ts";

/** Stages a portfolio through a running portal, once to warm up and once measured. */
await runTask(({ portalUrl, rows }: { portalUrl: string; rows: number }) => stageTwice(portalUrl, rows));
