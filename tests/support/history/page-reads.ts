import pg from "pg";
import { z } from "zod";
import { beginWith } from "#lib/database/reach.ts";
import { ReachedQuery } from "#lib/database/reached-query.ts";

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Settings with which it sees the same rows as it did, with the same role. */
  readonly settings: string;
}

const reading = /^\s*(SELECT|WITH)\b/i;
/** Also statements that change rows. */
export const readingAndChanging = /^\s*(SELECT|WITH|UPDATE)\b/i;

/**
 * The statements that `work` sends through the portal's own connections, verbatim; by default only those that
 * read.
 */
export async function statementsOf(work: () => Promise<unknown>, kinds = reading): Promise<Statement[]> {
  const statements: Statement[] = [];
  const begun = new WeakMap<pg.Client, string>();
  const { query } = pg.Client.prototype;
  // Below Prisma and everything else: every statement passes here.
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [asked, values] = args;
    const { text, values: own } = configSchema.parse(typeof asked === "string" ? { text: asked } : asked);
    if (/^(BEGIN|COMMIT|ROLLBACK)/.test(text)) begun.set(this, text.startsWith("BEGIN") ? text : "BEGIN");
    const begin = asked instanceof ReachedQuery ? beginWith(asked.reach) : (begun.get(this) ?? "BEGIN");
    if (kinds.test(text))
      statements.push({
        text,
        values: own ?? listSchema.parse(values ?? []),
        settings: begin.replace(/^BEGIN[^;]*/, `SET ROLE ${this.user}`).replaceAll("SET LOCAL", "SET"),
      });
    return Reflect.apply(query, this, args);
  };
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return statements;
}

const listSchema = z.array(z.unknown());
const configSchema = z.object({ text: z.string(), values: listSchema.optional() });

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string | undefined;
  readonly "Index Name"?: string | undefined;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number | undefined;
  readonly "Rows Removed by Index Recheck"?: number | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}

const nodeSchema: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    "Index Name": z.string().optional(),
    "Actual Rows": z.number(),
    "Actual Loops": z.number(),
    "Rows Removed by Filter": z.number().optional(),
    "Rows Removed by Index Recheck": z.number().optional(),
    Plans: z.array(nodeSchema).optional(),
  }),
);
const explainedSchema = z.object({ Plan: nodeSchema });

/** How a statement read one table. */
export interface TableRead {
  readonly table: string;
  /** Null: it scanned the whole table. */
  readonly index: string | null;
  /** Rows it looked at, discarded ones included. */
  readonly rows: number;
}

const explaining = `LOAD 'auto_explain'; SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off;
  SET auto_explain.log_nested_statements = on; SET auto_explain.log_format = json; SET auto_explain.log_level = notice;
  SET auto_explain.log_min_duration = 0`;
const asBefore = `RESET ROLE; SET app.tenant_id = ''; SET app.tenant_ids = ''; SET auto_explain.log_min_duration = -1`;

/**
 * Runs the statement on this connection of the owner, as it was asked, and returns what it read, functions that it
 * called included.
 */
export async function readsOf(client: pg.Client, { text, values, settings }: Statement): Promise<TableRead[]> {
  const plans: string[] = [];
  const note = ({ message = "" }: { readonly message?: string | undefined }) =>
    plans.push(...message.split(/^duration: [^\n]* plan:\n/).slice(1));
  await client.query(`${explaining}; ${settings}`);
  client.on("notice", note);
  try {
    await client.query(text, [...values]);
  } finally {
    // Within a transaction it tells its plan only as the next one begins.
    await client.query(asBefore);
    client.off("notice", note);
  }
  return plans.flatMap((plan) => readsBelow(explainedSchema.parse(JSON.parse(plan)).Plan));
}

function readsBelow(node: PlanNode): TableRead[] {
  const table = node["Relation Name"];
  const below = (node.Plans ?? []).flatMap(readsBelow);
  if (table === undefined) return below;
  const thrownAway = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0);
  const indexes = [node, ...(node.Plans ?? [])].flatMap((each) => each["Index Name"] ?? []);
  const rows = Math.round((node["Actual Rows"] + thrownAway) * node["Actual Loops"]);
  return [{ table, index: node["Node Type"] === "Seq Scan" ? null : indexes.join(" + "), rows }, ...below];
}
