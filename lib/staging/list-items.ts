import type { BulkClient } from "#lib/database/pool.ts";
import { readListParts } from "#lib/database/staging/list-parts.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isBeyond } from "#lib/domain/staging/json-limits.ts";
import { type ListItem, listItemSchemas, type StagingList } from "#lib/domain/staging/list-item.ts";
import { gunzipLines, type Lines } from "./packed-lines.ts";

/** An object with a list of cells in it. */
const maxDepth = 2;

/** The items of a part, in order. Throws `chunk_damaged` at a line that is not an item. */
export function* itemsOf<List extends StagingList>(list: List, lines: Lines): Generator<ListItem[List]> {
  const schema = listItemSchemas[list];
  for (let index = 0; index < lines.count; index++) {
    const line = lines.at(index);
    const item = isBeyond(line, { levels: maxDepth }) ? null : schema.safeParse(parsed(line));
    if (item?.success !== true) throw new AppError("chunk_damaged", { reason: "item" });
    yield item.data;
  }
}

/** A list of an upload as it arrived, one part at a time. */
export async function* readList<List extends StagingList>(
  client: BulkClient,
  tenantId: TenantId,
  uploadId: string,
  list: List,
): AsyncGenerator<readonly ListItem[List][]> {
  for await (const source of readListParts(client, { tenantId, uploadId, list })) {
    yield [...itemsOf(list, gunzipLines(source))];
  }
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    return null;
  }
}
