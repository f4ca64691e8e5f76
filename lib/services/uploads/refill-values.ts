import type { Transaction } from "#lib/database/client.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import { countKept, findEarlierLoads, selectEarlierPayloads } from "#lib/database/snapshots/earlier-values.ts";
import {
  findRefilled,
  type Refilled,
  type SharedRecord,
  selectShared,
  storeRefilled,
} from "#lib/database/snapshots/kept-records.ts";
import { takeFromFilled } from "#lib/database/uploads/filled-values.ts";
import { payloadDigest } from "#lib/domain/correction/payload-digest.ts";
import { digestText } from "#lib/domain/correction/text-digest.ts";
import { ValueKeeping } from "#lib/domain/portfolio/kept-values.ts";
import { derivationOf } from "#lib/staging/derivation-of.ts";
import { PayloadDigester } from "#lib/staging/payload-digester.ts";
import type { TenantId } from "../context.ts";

/** Debtors at once. */
const sliceSize = 2_000;

/**
 * Puts values into a staged upload's payloads again where uploads that were confirmed since it was staged bring younger
 * ones: it is sent after them. The caller holds `lockTenant`, so no other is confirmed meanwhile. What uploads in line
 * then still change, they change to what they carry now.
 */
export async function refillValues(tx: Transaction, tenantId: TenantId, uploadId: string): Promise<void> {
  const upload = await findRefilled(tx, tenantId, uploadId);
  if (upload === null) return;
  const scope = { tenantId, uploadId };
  const context = derivationOf(upload);
  const keeping = new ValueKeeping(context);
  const digester = new PayloadDigester(upload.volatileFields ?? [], context.fields);
  const ask = askThrough(tx);
  const earlier = await findEarlierLoads(ask, tenantId, uploadId);
  const filled: Record<string, number> = {};
  const refill = (record: SharedRecord, payloads: readonly string[]): Refilled[] => {
    const before = record.keptFields === null ? [] : (JSON.parse(record.keptFields) as string[]);
    const ofFile = keeping.asInFile({ payload: record.payload, kept: before });
    const { payload, kept } = keeping.fill(ofFile, payloads);
    // What nobody remembers any more is kept as it is.
    if (payload === record.payload || before.some((field) => !kept.includes(field))) return [];
    for (const field of kept)
      if (!before.includes(field) && keeping.hasPlaceholder(field)) filled[field] = (filled[field] ?? 0) + 1;
    const { digest, stableDigest } = digester.digestsOf(payload);
    return [
      {
        ...{ ordinal: record.ordinal, batchId: record.batchId, payload },
        digest: digestText(digest),
        stableDigest: upload.volatileFields === null ? null : digestText(stableDigest),
        keptFields: JSON.stringify(kept),
        fileDigest: payloadDigest(record.payload),
      },
    ];
  };
  for (let after = -1; ; ) {
    const records = await selectShared(tx, scope, upload.sinceIds, after, sliceSize);
    const lacking = records.filter(({ payload, keptFields }) => keptFields !== null || keeping.lacks(payload));
    const names = lacking.map(({ identification }) => identification);
    const found = await selectEarlierPayloads(ask, tenantId, earlier, names);
    const refilled = lacking.flatMap((record) => refill(record, found.get(record.identification) ?? []));
    if (refilled.length > 0) await storeRefilled(tx, scope, refilled);
    after = records.at(-1)?.ordinal ?? after;
    if (records.length < sliceSize) break;
  }
  await countKept(ask, tenantId, uploadId);
  if (Object.keys(filled).length > 0) await takeFromFilled(ask, tenantId, uploadId, filled);
}
