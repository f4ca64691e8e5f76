import { randomBytes } from "node:crypto";
import { runTask } from "../../task.ts";

export interface StageInput {
  readonly databaseUrl: string;
  readonly rows: number;
  readonly runs: number;
}

/** Stages a portfolio and copies its cells bare, in turns, on one database. What it tells are middle values of the runs. */
await runTask(async ({ databaseUrl, rows, runs }: StageInput) => {
  process.env.DATABASE_URL = databaseUrl;
  process.env.NEXTAUTH_SECRET = randomBytes(32).toString("hex");
  process.env.NEXTAUTH_URL = "http://127.0.0.1:3000";
  process.env.SECRET_KEYS = `bench:${randomBytes(32).toString("base64")}`;
  // Only now: the first of these modules to be used reads the environment.
  const { stageInTurns } = await import("../stage-in-turns.ts");
  return stageInTurns(rows, runs);
});
