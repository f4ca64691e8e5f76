import type { BulkClient } from "#lib/database/pool.ts";
import { type Derivation, findDerivation } from "#lib/database/staging/derivation.ts";
import { insertListPart } from "#lib/database/staging/list-parts.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { carriesDebtor } from "#lib/domain/debtors/carries-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { ListItem, StagingList } from "#lib/domain/staging/list-item.ts";
import { derivationOf } from "./derivation-of.ts";
import { itemsOf } from "./list-items.ts";
import type { Arrival } from "./staging-orders.ts";
import { unpackChunk } from "./unpack-chunk.ts";

type Judge = (item: ListItem[StagingList]) => boolean;

/** Unpacks a part of a list in the staging thread, checks each item and stores the part as it came. */
export async function receiveItems(
  client: BulkClient,
  { part, packed }: Extract<Arrival, { kind: "items" }>,
): Promise<void> {
  const upload = await findDerivation(client, part.tenantId, part.uploadId);
  if (upload === null) throw new AppError("not_found");
  const lines = unpackChunk(packed, part.sha256, part.items);
  const isGood = judgeOf(upload, part.list);
  let firstRow = Number.POSITIVE_INFINITY;
  let lastRow = 0;
  for (const item of itemsOf(part.list, lines)) {
    if (!isGood(item)) throw new AppError("invalid", { fields: [part.list], problems: [`${part.list}:out_of_range`] });
    const row = "row" in item ? item.row : 0;
    firstRow = Math.min(firstRow, row);
    lastRow = Math.max(lastRow, row);
  }
  const receipt = await insertListPart(client, part, { firstRow, lastRow, source: packed });
  if (receipt === "differs") throw new AppError("chunk_differs", { sequence: part.sequence });
  if (receipt === "locked") throw new AppError("busy", { retryAfterSeconds: 2 });
  if (receipt === "not_staging") throw new AppError("state_moved");
}

/** Whether an item belongs to this upload: its row and column exist, and a row that is set aside carries no debtor. */
function judgeOf(upload: Derivation, list: StagingList): Judge {
  if (list === "set_aside") {
    const read = compileRowReader(derivationOf(upload));
    return (item) => "reason" in item && !carriesDebtor(item, read);
  }
  return (item) =>
    "row" in item && item.row < upload.rowCount && (!("column" in item) || item.column < upload.columnCount);
}
