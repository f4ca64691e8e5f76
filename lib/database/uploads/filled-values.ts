import type { Ask } from "../portfolios/load-measures.ts";
import { sql } from "../sql-text.ts";

type Counts = Readonly<Record<string, number>>;

/** Stores, by field id, how many staged debtors of an upload have the placeholder of an empty cell. */
export async function storeFilled(ask: Ask, tenantId: string, uploadId: string, counts: Counts): Promise<void> {
  await ask(sql`UPDATE "Upload" SET "filledValues" = $3::jsonb WHERE "tenantId" = $1::uuid AND id = $2::uuid`, [
    tenantId,
    uploadId,
    JSON.stringify(counts),
  ]);
}

/** Takes from the counts those who have got a value in place of the placeholder since. */
export async function takeFromFilled(ask: Ask, tenantId: string, uploadId: string, counts: Counts): Promise<void> {
  await ask(
    sql`UPDATE "Upload" SET "filledValues" = (
       SELECT coalesce(jsonb_object_agg(one.key, greatest(0, one.value::int - coalesce(($3::jsonb ->> one.key)::int, 0))), '{}')
       FROM jsonb_each_text("filledValues") AS one
     ) WHERE "tenantId" = $1::uuid AND id = $2::uuid`,
    [tenantId, uploadId, JSON.stringify(counts)],
  );
}
