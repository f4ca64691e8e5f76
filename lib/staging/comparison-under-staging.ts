import {
  type ComparedPortfolio,
  completeComparison,
  countElsewhere,
  findComparedPortfolio,
  insertComparison,
} from "#lib/database/comparison/begin-comparison.ts";
import { findPart, lockLoadsBefore, selectNotIn, selectSetAsideLines } from "#lib/database/comparison/parts.ts";
import type { ChosenSending } from "#lib/database/comparison/sending.ts";
import {
  readSnapshot,
  type SnapshotEntry,
  type SnapshotScope,
  snapshotEntry,
} from "#lib/database/comparison/snapshot.ts";
import type { BulkClient } from "#lib/database/pool.ts";
import type { LockedStaging } from "#lib/database/staging/complete-staging.ts";
import type { StagedWriter, UnsentGroups } from "#lib/database/staging/staged-writer.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { completedSet } from "#lib/domain/portfolio/part-set.ts";
import { PayloadDigester } from "#lib/domain/portfolio/payload-digests.ts";
import { defaultSending } from "#lib/domain/portfolio/sending.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { Derivation } from "./close-debtor.ts";
import { derivationOf } from "./derivation-of.ts";
import { identifiedAsides } from "./identified-asides.ts";
import { readList } from "./list-items.ts";
import { StagedComparison } from "./staged-comparison.ts";
import type { OrderedDebtors } from "./staged-debtors.ts";

/** What an upload that belongs to a portfolio is staged with. */
export interface PortfolioUnderStaging {
  readonly scope: SnapshotScope;
  readonly uploadId: string;
  readonly load: Pick<LockedStaging, "loadKind" | "partNumber" | "partCount">;
  readonly portfolio: ComparedPortfolio;
  /** Retries, corrections and close-outs belong to the portfolio, but are not compared with it. */
  readonly isCompared: boolean;
  readonly chosen: ChosenSending;
  readonly unsent: UnsentGroups;
  /** Where the file tells who is gone: the other parts of its set, or none. */
  readonly otherParts: readonly string[] | null;
}

/** Null for an upload of no portfolio. */
export async function portfolioUnderStaging(
  client: BulkClient,
  tenantId: string,
  uploadId: string,
  upload: LockedStaging,
): Promise<PortfolioUnderStaging | null> {
  const { portfolioId, retryOfId, closesOutId, loadKind, partNumber, partCount } = upload;
  if (portfolioId === null) return null;
  const scope = { tenantId, portfolioId };
  const portfolio = await findComparedPortfolio(client, scope, uploadId);
  const isCompared = retryOfId === null && closesOutId === null;
  const chosen = isCompared ? defaultSending(portfolio) : { sendsChanges: false, countsVolatile: true };
  const load = { loadKind, partNumber, partCount };
  return {
    scope,
    uploadId,
    load,
    portfolio,
    isCompared,
    chosen,
    unsent: { same: chosen.sendsChanges, volatile: chosen.sendsChanges && !chosen.countsVolatile },
    otherParts: isCompared ? await otherPartsOf(client, scope, { uploadId, ...load }) : null,
  };
}

async function otherPartsOf(
  client: BulkClient,
  scope: SnapshotScope,
  load: Pick<LockedStaging, "loadKind" | "partNumber" | "partCount"> & { readonly uploadId: string },
): Promise<readonly string[] | null> {
  if (load.loadKind === "additions") return null;
  if (load.loadKind === "whole") return [];
  const set = completedSet(await lockLoadsBefore(client, scope), load);
  return set?.map(({ uploadId }) => uploadId) ?? null;
}

interface Staged {
  readonly context: DerivationContext;
  readonly ordered: OrderedDebtors;
  readonly writer: StagedWriter;
}

/**
 * Reads the snapshot once, beside the names of the file's debtors, and lists who is gone: who stands nowhere in the
 * file, be it in a row that is left out or set aside. Null if the upload is not compared.
 */
export async function beginComparison(
  client: BulkClient,
  compared: PortfolioUnderStaging | null,
  { context, ordered, writer }: Staged,
): Promise<StagedComparison | null> {
  if (compared === null || !compared.isCompared) return null;
  const { scope, uploadId, portfolio, otherParts } = compared;
  const { volatileFields, hasSnapshot } = portfolio;
  const told = { isFirst: !hasSnapshot, tellsGone: otherParts !== null };
  await insertComparison(client, scope, uploadId, told);
  const options = { fields: context.fields, volatileFields, isFirst: told.isFirst };
  const comparison = new StagedComparison(scope, ordered.order, options);
  const asides = otherParts === null ? new Set<string>() : await asidesOf(client, compared, context);
  for await (const { lines, isFree } of readSnapshot(client, scope)) {
    const absent: SnapshotEntry[] = [];
    for (const line of lines) {
      const entry = snapshotEntry(line);
      const isThere = comparison.know(entry) || asides.has(entry.identification);
      if (!isThere && (entry.state === "live" || entry.state === "uncertain")) absent.push(entry);
    }
    await isFree;
    if (otherParts === null) continue;
    for (const entry of await notInParts(client, scope.tenantId, otherParts, absent)) comparison.addGone(entry, writer);
    if (writer.isFull) await writer.flush();
    // The next lines come over the same connection.
    await writer.written();
  }
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
  return (debtor, sources) =>
    writer.addDebtor(debtor, sources, { ...digester.digestsOf(debtor.payload), change: null, sameSinceId: null });
}

/** Stores the figures, after all records are written. */
export async function endComparison(
  client: BulkClient,
  { scope, uploadId, chosen, otherParts }: PortfolioUnderStaging,
  { counter }: StagedComparison,
  unidentifiedRows: number,
): Promise<void> {
  let unidentified = unidentifiedRows;
  for (const partId of otherParts ?? [])
    unidentified += (await findPart(client, scope.tenantId, partId))?.unidentifiedRows ?? 0;
  const elsewhere = await countElsewhere(client, scope, uploadId);
  const figures = { ...counter.figures(), unidentifiedRows: unidentified, elsewhere };
  const { same, volatile } = figures.debtors;
  // Where nobody is unchanged everything is sent, whatever the choice.
  const sendsChanges = chosen.sendsChanges && same.debtors + volatile.debtors > 0;
  await completeComparison(client, scope.tenantId, uploadId, figures, { ...chosen, sendsChanges });
}

async function asidesOf(
  client: BulkClient,
  { scope: { tenantId }, uploadId, otherParts }: PortfolioUnderStaging,
  context: DerivationContext,
): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const rows of readList(client, tenantId, uploadId, "set_aside"))
    for (const identification of identifiedAsides(rows, context)) found.add(identification);
  for (const partId of otherParts ?? []) {
    const part = await findPart(client, tenantId, partId);
    if (part === null) continue;
    const lines = await selectSetAsideLines(client, tenantId, partId);
    const rows = lines.flatMap((line) => parseSourceLine(line) ?? []);
    for (const identification of identifiedAsides(rows, derivationOf(part))) found.add(identification);
  }
  return found;
}

async function notInParts(
  client: BulkClient,
  tenantId: string,
  otherParts: readonly string[],
  absent: readonly SnapshotEntry[],
): Promise<readonly SnapshotEntry[]> {
  if (otherParts.length === 0 || absent.length === 0) return absent;
  const names = absent.map(({ identification }) => identification);
  const gone = new Set(await selectNotIn(client, tenantId, otherParts, names));
  return absent.filter(({ identification }) => gone.has(identification));
}
