import { completenessOf } from "#lib/domain/outcome/completeness.ts";
import { isDiscarded } from "#lib/domain/outcome/upload-state.ts";
import type { RetryView } from "#lib/domain/views/retry-view.ts";
import type { Prisma } from "../generated/client.ts";
import { broughtIn, broughtInColumns, laterColumns } from "./accepted-later.ts";

const retryColumns = {
  id: true,
  state: true,
  confirmedAt: true,
  stagedDebtors: true,
  took: { select: { fromId: true, debtors: true } },
  ...broughtInColumns,
} as const satisfies Prisma.UploadSelect;

type RetryRow = Prisma.UploadGetPayload<{ select: typeof retryColumns }>;

/** Retries and corrections of an upload, and those of another upload of its family that took over debtors of it. */
export const retriesColumns = {
  // An upload still being staged has no debtors yet, and one abandoned while staging never had any.
  retries: { where: { stagedAt: { not: null } }, select: retryColumns },
  gave: { select: { ...laterColumns, into: { select: retryColumns } } },
} as const satisfies Prisma.UploadSelect;

interface RetriesRow {
  readonly id: string;
  readonly retries: readonly RetryRow[];
  readonly gave: readonly { readonly into: RetryRow }[];
}

/** Youngest first, each once. */
export function retriesOf({ id, retries, gave }: RetriesRow): RetryView[] {
  const all = new Map([...retries, ...gave.map(({ into }) => into)].map((retry) => [retry.id, retry]));
  return [...all.values()].sort((a, b) => (a.id < b.id ? 1 : -1)).map((retry) => asRetryView(retry, id));
}

function asRetryView(row: RetryRow, ofId: string): RetryView {
  const { id, state, stagedDebtors: debtors, correction, took } = row;
  const taken = took.reduce((sum, each) => sum + each.debtors, 0);
  return {
    id,
    state,
    completeness: completenessOf(broughtIn(row)),
    debtors,
    moved: took.find(({ fromId }) => fromId === ofId)?.debtors ?? 0,
    // A debtor with two identifications may have been taken from two uploads of a family, so `taken` can
    // exceed `debtors`.
    fresh: Math.max(0, debtors - taken),
    isCorrection: correction !== null,
    isDiscarded: isDiscarded({ state, confirmedAt: row.confirmedAt?.toISOString() ?? null }),
  };
}
