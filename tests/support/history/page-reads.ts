import pg from "pg";
import { z } from "zod";

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
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
  const { query } = pg.Client.prototype;
  // Below Prisma and everything else: every statement passes here.
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [asked, values] = args;
    const { text, values: own } = configSchema.parse(typeof asked === "string" ? { text: asked } : asked);
    if (kinds.test(text)) statements.push({ text, values: own ?? listSchema.parse(values ?? []) });
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
const explainedSchema = z.tuple([z.object({ Plan: nodeSchema })]);

/** How a statement read one table. */
export interface TableRead {
  readonly table: string;
  /** Null: it scanned the whole table. */
  readonly index: string | null;
  /** Rows it looked at, discarded ones included. */
  readonly rows: number;
}

/** Runs the statement on this connection with EXPLAIN ANALYZE and returns what it read. */
export async function readsOf(client: pg.Client, { text, values }: Statement): Promise<TableRead[]> {
  const { rows } = await client.query<{ "QUERY PLAN": unknown }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [...values]);
  return readsBelow(explainedSchema.parse(rows[0]?.["QUERY PLAN"])[0].Plan);
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
