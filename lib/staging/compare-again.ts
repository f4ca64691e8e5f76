import { countElsewhere, findComparedPortfolio, keepVolatileDays } from "#lib/database/comparison/begin-comparison.ts";
import {
  RelistedDebtors,
  readNames,
  readStagedDebtors,
  reopenComparison,
  replaceFigures,
} from "#lib/database/comparison/compare-again.ts";
import { figuresOfSet, findPartsOfSet } from "#lib/database/comparison/parts.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import { askPlainly } from "#lib/database/portfolios/load-measures.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { asidesOf, compareSnapshot } from "./compare-snapshot.ts";
import { DebtorOrder } from "./debtor-order.ts";
import { derivationOf } from "./derivation-of.ts";
import { measureAgain } from "./measured-set.ts";
import { StagedComparison } from "./staged-comparison.ts";

/**
 * Compares a staged upload again with its portfolio's snapshot as it is now, from its records: figures and lists are
 * replaced. Batches, what is chosen to be sent and `Record.change`, which decided the batches, stay. Does nothing for an
 * upload that was not compared or is not staged any more.
 */
export async function compareAgain(client: BulkClient, tenantId: TenantId, uploadId: string): Promise<void> {
  const upload = await reopenComparison(client, tenantId, uploadId);
  if (upload === null) return;
  const scope = { tenantId, portfolioId: upload.portfolioId };
  const { volatileFields, hasSnapshot } = await findComparedPortfolio(askPlainly(client), scope, uploadId);
  const { otherParts, beside } = await findPartsOfSet(client, scope, { uploadId, ...upload });
  const order = new DebtorOrder(upload.names);
  for await (const names of readNames(client, tenantId, uploadId))
    for (const { identification } of names) order.add(identification, 0);
  const told = { isFirst: !hasSnapshot, tellsGone: otherParts !== null };
  const { fields } = derivationOf(upload);
  const comparison = new StagedComparison(scope, order, {
    fields,
    volatileFields,
    isFirst: told.isFirst,
    beside,
    isAdditions: upload.loadKind === "additions",
  });
  const asides = await asidesOf(client, tenantId, [uploadId, ...(otherParts ?? [])]);
  const writer = new RelistedDebtors(client, tenantId, uploadId);
  await compareSnapshot(client, { scope, otherParts, asides }, comparison, writer);
  let row = 0;
  for await (const debtors of readStagedDebtors(client, tenantId, uploadId)) {
    for (const { identification, payload, obligations, cents } of debtors) {
      const debtor = { identification, rows: [row++], lines: [], payload };
      comparison.add({ ...debtor, obligationCount: obligations, balanceCents: cents }, [], writer);
      if (comparison.isFull) await comparison.turn(writer);
    }
    if (writer.isFull) await writer.flush();
  }
  await comparison.finish(writer);
  await writer.flush();
  const figures = {
    ...comparison.figures(),
    ...(await figuresOfSet(client, tenantId, otherParts, upload.unidentifiedRows)),
    elsewhere: await countElsewhere(client, scope, uploadId),
  };
  await replaceFigures(client, tenantId, uploadId, figures, told);
  await keepVolatileDays(client, tenantId, uploadId, comparison.volatileSources);
  await measureAgain(client, { tenantId, uploadId }, fields);
}
