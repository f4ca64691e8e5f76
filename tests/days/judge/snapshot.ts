import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { readPayload } from "../crm/crm-records.ts";
import type { Write } from "../crm/ledger.ts";
import { lackingOf } from "../world/expected.ts";
import { isRestedSince, nowSaid } from "../world/known.ts";
import type { World } from "../world/world.ts";
import { knowsObligations } from "./outcomes.ts";
import { isStanding } from "./same-content.ts";
import { rootOf, type Seen } from "./seen.ts";

/**
 * What a portfolio remembers as live was written to the CRM by one of its uploads, and nobody has written other values of
 * the debtor since.
 */
export async function judgeSnapshots(world: World, seen: readonly Seen[]): Promise<void> {
  for (const tenant of world.tenants) {
    // Whose call is to be made once more: it may have arrived.
    const pending = new Set(
      seen
        .filter(({ known }) => known.tenant === tenant && known.confirmedAt !== null)
        .flatMap(({ records }) => records.filter(({ state }) => state === "pending"))
        .map(({ identification }) => identification),
    );
    const rows = await ownerDatabase().snapshotDebtor.findMany({
      where: { tenantId: tenant.tenantId, state: "live" },
      select: { identification: true, portfolioId: true, payload: true, digest: true, uploadId: true },
    });
    const isSure = knowsObligations(world, tenant);
    const { host, operation } = nowSaid(tenant);
    for (const { identification, portfolioId, payload, digest, uploadId } of rows) {
      const remembered = readPayload(JSON.parse(payload ?? "null"));
      if (remembered === null || digest === "" || pending.has(identification)) continue;
      const forgotten = [...obligationsBefore(world, seen, uploadId, identification)].find(
        (number) => !remembered.obligations.has(number),
      );
      if (forgotten !== undefined)
        world.differs(
          "forgotten beside additions",
          `${identification} of ${portfolioId}, by ${uploadId}: ${forgotten}`,
        );
      const had = world.crm.ledger.has(host, operation, identification);
      const wanted = { own: remembered.own, obligations: isSure ? remembered.obligations : new Map() };
      const lacks = lackingOf(had, wanted);
      if (lacks.includes(null)) continue;
      const text = `${identification} of portfolio ${portfolioId}, by ${uploadId}: ${lacks.join("; ") || "no record"}`;
      const writes = world.crm.ledger.writesIn(world.placesOf(tenant), identification).map(writeOf);
      world.differs("remembered, and not in the CRM", `${text} at ${operation}; written ${writes.join(", ")}`);
    }
  }
}

/** Of whom additions brought in: the obligations that the portfolio's last whole file had brought before, or one since that was cancelled too late. */
function obligationsBefore(
  world: World,
  seen: readonly Seen[],
  uploadId: string | null,
  identification: string,
): Iterable<string> {
  const known = world.uploads.get(uploadId ?? "");
  const root = known === undefined ? undefined : rootOf(world, known);
  if (root?.kind !== "additions" || world.forgotten.length > 0) return [];
  const recordIn = ({ records }: Seen) => records.find((one) => one.identification === identification);
  const isSentBy = (one: Seen) => recordIn(one)?.state === "accepted";
  const wholes = seen
    .filter(({ known: one }) => one.portfolio === root.portfolio && one.kind === "whole" && one.confirmedAt !== null)
    .filter((one) => isStanding(one.known) || isSentBy(one))
    .toSorted((a, b) => (a.known.confirmedAt ?? 0) - (b.known.confirmedAt ?? 0));
  const last = wholes.at(-1);
  if (last === undefined || (last.known.confirmedAt ?? 0) > root.stagedAt) return [];
  if (isRestedSince(root.tenant, root.portfolio, last.known.confirmedAt)) return [];
  const record = recordIn(last);
  const isBrought = record?.state === "unchanged" || (record?.state === "accepted" && record.evidence !== "person");
  return isBrought ? (last.known.debtors.get(identification)?.payload.obligations.keys() ?? []) : [];
}

function writeOf({ step, call }: Write): string {
  return `${step} by call ${call.step} (${call.what}) of ${call.uploadId} at ${call.operation}`;
}
