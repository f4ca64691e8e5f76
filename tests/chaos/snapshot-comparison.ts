import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import type { AppliedDebtor } from "#tests/support/wolkvox-sandbox/ledger.ts";

/** A portfolio's snapshot, and the debtors that our records call accepted in it. */
export interface SaidSnapshot {
  readonly rows: readonly {
    readonly identification: string;
    readonly state: string;
    readonly payload: string | null;
  }[];
  readonly accepted: ReadonlySet<string>;
}

/** Read it before the ledger: what it says by then must be in a ledger that is read later. */
export async function saidSnapshotOf(portfolioId: string): Promise<SaidSnapshot> {
  // Records first: a debtor that is accepted by then has its row.
  const records = await ownerDatabase().record.findMany({
    where: { upload: { portfolioId }, state: "accepted" },
    select: { identification: true },
  });
  const rows = await ownerDatabase().snapshotDebtor.findMany({
    where: { portfolioId },
    select: { identification: true, state: true, payload: true },
  });
  return { rows, accepted: new Set(records.map(({ identification }) => identification)) };
}

export type WrittenPayload = Pick<AppliedDebtor, "identification" | "payload">;

/**
 * Rebuilds the snapshot from what the CRM wrote, in its order, and returns the debtors in which it differs: a live
 * row is the portfolio's last write, and nobody has written other values of the debtor since. A row that is
 * uncertain may be anything. `isOwn`: whether a write is the portfolio's.
 */
export function snapshotDifferences(
  { rows, accepted }: SaidSnapshot,
  written: readonly WrittenPayload[],
  isOwn: (payload: string) => boolean = () => true,
): string[] {
  const last = new Map(written.map(({ identification, payload }) => [identification, payload]));
  const lastOwn = new Map(
    written.filter(({ payload }) => isOwn(payload)).map(({ identification, payload }) => [identification, payload]),
  );
  const wrong = rows.filter(
    ({ identification, state, payload }) =>
      state === "live" &&
      (payload === null ||
        lastOwn.get(identification) !== payload ||
        valuesOf(last.get(identification) ?? "{}") !== valuesOf(payload)),
  );
  const there = new Set(rows.map(({ identification }) => identification));
  const forgotten = [...accepted].filter((identification) => !there.has(identification));
  return [...wrong.map(({ identification }) => identification), ...forgotten];
}

/** A debtor's own values, without its obligations. */
function valuesOf(payload: string): string {
  const { Obligations: _, ...values } = JSON.parse(payload) as Readonly<Record<string, unknown>>;
  return JSON.stringify(values);
}
