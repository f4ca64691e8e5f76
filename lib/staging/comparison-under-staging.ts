import {
  type ComparedPortfolio,
  completeComparison,
  countElsewhere,
  findComparedPortfolio,
  insertComparison,
  keepVolatileDays,
} from "#lib/database/comparison/begin-comparison.ts";
import { figuresOfSet, findPartsOfSet, type PartsOfSet } from "#lib/database/comparison/parts.ts";
import type { ChosenSending } from "#lib/database/comparison/sending.ts";
import type { SnapshotScope } from "#lib/database/comparison/snapshot.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import { askPlainly } from "#lib/database/portfolios/load-measures.ts";
import type { LockedStaging } from "#lib/database/staging/complete-staging.ts";
import type { StagedWriter, UnsentGroups } from "#lib/database/staging/staged-writer.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { fewestCalls, leavesOut, mayLeaveOut } from "#lib/domain/portfolio/comparison/sending.ts";
import type { Derivation } from "./close-debtor.ts";
import { asidesOf, compareSnapshot } from "./compare-snapshot.ts";
import { identifiedAsides } from "./identified-asides.ts";
import { readList } from "./list-items.ts";
import { PayloadDigester } from "./payload-digester.ts";
import type { SnapshotAhead } from "./snapshot-ahead.ts";
import { StagedComparison } from "./staged-comparison.ts";
import type { OrderedDebtors } from "./staged-debtors.ts";

/** What an upload that belongs to a portfolio is staged with. */
export interface PortfolioUnderStaging extends PartsOfSet {
  readonly scope: SnapshotScope;
  readonly uploadId: string;
  readonly portfolio: ComparedPortfolio;
  /** Retries, corrections and close-outs belong to the portfolio, but are not compared with it. */
  readonly isCompared: boolean;
  readonly chosen: ChosenSending & { readonly byBudget: boolean };
  readonly unsent: UnsentGroups;
  readonly isAdditions: boolean;
}

/**
 * Null for an upload of no portfolio. Who differs in volatile fields is to be sent if everybody could be: how many calls
 * that takes exactly is known only once batches are cut (`settleDefault`).
 */
export async function portfolioUnderStaging(
  client: BulkClient,
  tenantId: TenantId,
  uploadId: string,
  upload: LockedStaging,
  spareCalls: number | null,
): Promise<PortfolioUnderStaging | null> {
  const { portfolioId, retryOfId, closesOutId, loadKind, partNumber, partCount } = upload;
  if (portfolioId === null) return null;
  const scope = { tenantId, portfolioId };
  const portfolio = await findComparedPortfolio(askPlainly(client), scope, uploadId);
  const isCompared = retryOfId === null && closesOutId === null;
  const leavesSome = isCompared && mayLeaveOut(portfolio);
  const countsVolatile =
    spareCalls !== null && fewestCalls(upload.totals.staged.debtors, upload.batchSize) <= spareCalls;
  const chosen = { sendsChanges: leavesSome, countsVolatile, byBudget: isCompared };
  return {
    scope,
    uploadId,
    portfolio,
    isCompared,
    chosen,
    unsent: { same: chosen.sendsChanges, volatile: chosen.sendsChanges && !chosen.countsVolatile },
    ...(isCompared
      ? await findPartsOfSet(client, scope, { uploadId, loadKind, partNumber, partCount })
      : { otherParts: null, beside: [] }),
    isAdditions: loadKind === "additions",
  };
}

interface Staged {
  readonly context: DerivationContext;
  readonly ordered: OrderedDebtors;
  readonly writer: StagedWriter;
  /** The snapshot, if it is on its way already. */
  readonly snapshot: SnapshotAhead | null;
}

/** Compares the snapshot with the names of the file's debtors; null if the upload is not compared. */
export async function beginComparison(
  client: BulkClient,
  compared: PortfolioUnderStaging | null,
  { context, ordered, writer, snapshot }: Staged,
): Promise<StagedComparison | null> {
  if (compared === null || !compared.isCompared) return null;
  const { scope, uploadId, portfolio, otherParts, beside, isAdditions } = compared;
  const { volatileFields, hasSnapshot } = portfolio;
  const told = { isFirst: !hasSnapshot, tellsGone: otherParts !== null };
  await insertComparison(client, scope, uploadId, told);
  const comparison = new StagedComparison(scope, ordered.order, {
    fields: context.fields,
    volatileFields,
    isFirst: told.isFirst,
    ...{ beside, isAdditions },
  });
  const asides = await asidesOf(client, scope.tenantId, otherParts ?? []);
  // The upload's own ones are not moved to their table yet.
  for await (const rows of readList(client, scope.tenantId, uploadId, "set_aside"))
    for (const identification of identifiedAsides(rows, context)) asides.add(identification);
  await compareSnapshot(client, { scope, otherParts, asides }, comparison, writer, snapshot);
  return comparison;
}

/** How a debtor gets to the writer: compared first, with its digests only, or as it is. */
export function takerOf(
  writer: StagedWriter,
  compared: PortfolioUnderStaging | null,
  comparison: StagedComparison | null,
  context: DerivationContext,
): Derivation["take"] {
  if (compared === null) return (debtor, sources) => writer.addDebtor(debtor, sources);
  if (comparison !== null) return (debtor, sources) => comparison.add(debtor, sources, writer);
  const digester = new PayloadDigester(compared.portfolio.volatileFields, context.fields);
  return (debtor, sources) => {
    const compared = { ...digester.digestsOf(debtor.payload), change: null, sameSinceId: null };
    return writer.addDebtor(debtor, sources, compared, digester.lastPayload);
  };
}

/** Stores the figures, after all records are written. */
export async function endComparison(
  client: BulkClient,
  { scope, uploadId, chosen, otherParts }: PortfolioUnderStaging,
  comparison: StagedComparison,
  unidentifiedRows: number,
): Promise<void> {
  const figures = {
    ...comparison.figures(),
    ...(await figuresOfSet(client, scope.tenantId, otherParts, unidentifiedRows)),
    elsewhere: await countElsewhere(client, scope, uploadId),
  };
  // Where the changes are everybody, everything is sent, whatever was chosen last time.
  const sendsChanges = chosen.sendsChanges && leavesOut(figures, chosen.countsVolatile);
  await completeComparison(client, scope.tenantId, uploadId, figures, { ...chosen, sendsChanges });
  await keepVolatileDays(client, scope.tenantId, uploadId, comparison.volatileSources);
}
