import { readFileSync, statSync } from "node:fs";
import { inject } from "vitest";
import { z } from "zod";
import { onTestDatabase } from "./on-test-database.ts";

/** A statement of any connection, those inside the database's functions included. */
export interface ExplainedStatement {
  readonly text: string;
  /** The most rows that one step of its plan looked at, discarded ones included. */
  readonly rows: number;
}

const settings = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_timing": "off",
  "auto_explain.log_nested_statements": "on",
  "auto_explain.log_format": "json",
};

/**
 * From now on every new connection to this file's database has its statements explained in the server's log, and has the
 * `others` of the planner's settings. Call it before anything connects.
 */
export async function explainStatements(others: Readonly<Record<string, string>> = {}): Promise<void> {
  await onTestDatabase(async (client) => {
    const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
    for (const [name, value] of Object.entries({ ...settings, ...others }))
      await client.query(`ALTER DATABASE "${rows[0]?.name}" SET ${name} = '${value}'`);
  });
}

/** The statements that ended while `work` ran. */
export async function explainedBy(work: () => Promise<unknown>): Promise<ExplainedStatement[]> {
  const log = inject("testServerLog");
  const begin = statSync(log).size;
  await work();
  const entries = readFileSync(log)
    .subarray(begin)
    .toString("utf8")
    .split(/ LOG: {2}duration: [^\n]* plan:\n/);
  return entries.slice(1).map(explained);
}

interface Step {
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number | undefined;
  readonly "Rows Removed by Join Filter"?: number | undefined;
  readonly "Rows Removed by Index Recheck"?: number | undefined;
  readonly Plans?: readonly Step[] | undefined;
}

const stepSchema: z.ZodType<Step> = z.lazy(() =>
  z.object({
    "Actual Rows": z.number(),
    "Actual Loops": z.number(),
    "Rows Removed by Filter": z.number().optional(),
    "Rows Removed by Join Filter": z.number().optional(),
    "Rows Removed by Index Recheck": z.number().optional(),
    Plans: z.array(stepSchema).optional(),
  }),
);
const explainedSchema = z.object({ "Query Text": z.string(), Plan: stepSchema });

/** The plan's lines begin with a tab. */
function explained(entry: string): ExplainedStatement {
  const lines = entry.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("\t"));
  const { "Query Text": text, Plan } = explainedSchema.parse(JSON.parse(lines.slice(0, end).join("\n")));
  return { text, rows: mostRows(Plan) };
}

function mostRows(step: Step): number {
  const removed = ["Filter", "Join Filter", "Index Recheck"] as const;
  const each = removed.reduce((sum, by) => sum + (step[`Rows Removed by ${by}`] ?? 0), step["Actual Rows"]);
  return Math.max(each * step["Actual Loops"], ...(step.Plans ?? []).map(mostRows));
}
