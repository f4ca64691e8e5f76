import { setTimeout } from "node:timers/promises";
import { AppError } from "#lib/domain/app-error.ts";
import { rowsDone } from "#lib/staging/ask-staging-thread.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { finishStaging, type Staged } from "./finish-staging.ts";

/** Half of what the least patient proxies wait, and often enough for a progress bar that moves. */
const patienceMs = 2_000;

interface NamedUpload {
  readonly uploadId: string;
}

export type StagingAdvance =
  | ({ readonly kind: "staged" } & Staged)
  /** How many of the upload's rows are derived; null if another process does it. */
  | { readonly kind: "under_way"; readonly rows: number | null };

/** How long a refusal is kept for callers who ask again: it cannot be worked out a second time. */
const keptMs = 60_000;
const ends = new Map<string, Promise<StagingAdvance>>();

/**
 * Ends staging like finishStaging, but answers after at most `patience` milliseconds: with the result, or
 * with how far it is. The work continues without its caller, and a second call waits for the same work, so a
 * cut connection costs nothing.
 */
export async function advanceStaging(ctx: Ctx, input: NamedUpload, patience = patienceMs): Promise<StagingAdvance> {
  const { uploadId } = input;
  await authoriseUpload(ctx, "uploads.load", uploadId);
  const end = ends.get(uploadId) ?? begin(ctx, uploadId);
  const waiting = new AbortController();
  const underWay = setTimeout(patience, null, { signal: waiting.signal }).then(() => null);
  // The wait is aborted below if the end comes first.
  underWay.catch(() => undefined);
  try {
    const ended = await Promise.race([end, underWay]);
    return ended ?? { kind: "under_way", rows: rowsDone(uploadId) };
  } finally {
    waiting.abort();
  }
}

function begin(ctx: Ctx, uploadId: string): Promise<StagingAdvance> {
  const end = finishStaging(ctx, { uploadId }).then((staged): StagingAdvance => ({ kind: "staged", ...staged }));
  ends.set(uploadId, end);
  const forget = () => {
    ends.delete(uploadId);
  };
  end.then(forget, (error: unknown) => {
    if (isFinal(error)) globalThis.setTimeout(forget, keptMs).unref();
    else forget();
  });
  return end;
}

const final: ReadonlySet<string> = new Set(["totals_differ", "correction_moved", "holds_moved"]);

/** The upload was cancelled because of it, and a second finishStaging could report only that. */
function isFinal(error: unknown): boolean {
  return error instanceof AppError && final.has(error.code);
}
