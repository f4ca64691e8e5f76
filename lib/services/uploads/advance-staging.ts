import { setTimeout } from "node:timers/promises";
import { AppError } from "#lib/domain/app-error.ts";
import { rowsDone } from "#lib/staging/ask-staging-thread.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { finishStaging, type Staged } from "./finish-staging.ts";

/** Half of what the least patient proxies wait, and often enough for a bar that moves. */
const patienceMs = 2_000;

interface NamedUpload {
  readonly uploadId: string;
}

export type StagingAdvance =
  | ({ readonly kind: "staged" } & Staged)
  /** `rows` of the upload's rows are derived; null where another process is at it. */
  | { readonly kind: "under_way"; readonly rows: number | null };

/** A refusal is kept so long for whoever asks again: it cannot be found out a second time. */
const keptMs = 60_000;
const ends = new Map<string, Promise<StagingAdvance>>();

/**
 * Ends staging as finishStaging does, but answers after `patience` milliseconds at the latest: with what came of it, or with how far it
 * is. The work goes on without its caller; who asks again waits for the same, so a connection that is cut in between costs nothing.
 */
export async function advanceStaging(ctx: Ctx, input: NamedUpload, patience = patienceMs): Promise<StagingAdvance> {
  const { uploadId } = input;
  await authoriseUpload(ctx, "uploads.load", uploadId);
  const end = ends.get(uploadId) ?? begin(ctx, uploadId);
  const waiting = new AbortController();
  const underWay = setTimeout(patience, null, { signal: waiting.signal }).then(() => null);
  // Given up below when the end comes first.
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

/** The upload was cancelled for it: asked again, finishStaging could only say that it is. */
function isFinal(error: unknown): boolean {
  return error instanceof AppError && (error.code === "totals_differ" || error.code === "correction_moved");
}
