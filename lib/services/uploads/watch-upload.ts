import { tenantDatabase } from "#lib/database/client.ts";
import { subscribeToUploads } from "#lib/database/uploads/upload-changes.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isOneOf, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { authorise, authoriseActor, authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { renewed } from "../sessions/current-actor.ts";
import { onSessionEnd } from "../sessions/session-ends.ts";
import { readUpload } from "./show-upload.ts";
import { takeWatchPlace } from "./watch-places.ts";

/**
 * Least time between two views: a run changes its upload many times a second, but five views a second are
 * enough for an eye.
 */
const minIntervalMs = 200;

export interface WatchUploadInput {
  readonly uploadId: string;
  readonly onChange: (view: UploadView) => void;
  /**
   * A view could not be read, or is no longer allowed. Called once: the watcher has ended, its stream ends with
   * it, and its client comes again.
   */
  readonly onError: (error: unknown) => void;
}

/**
 * Reports the upload as it is now and after every change, always including the last one, while the session is
 * valid and its user may work for the tenant. Both are checked before each view, since a stream outlives many
 * requests; the end of a session is noticed within seconds even if nothing changes. Returns how to stop. Throws
 * `busy` for a user with too many streams.
 */
export async function watchUpload(ctx: Ctx, input: WatchUploadInput): Promise<() => void> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const { uploadId, onChange, onError } = input;
  const giveBack = takeWatchPlace(authoriseActor(ctx, "uploads.read").userId);
  // Follows the whole tenant while the page shows what changes without the upload: what goes before it in the line, or
  // what keeps it from going on or from being confirmed.
  let unfollow: (() => void) | null = null;
  let isReading = false;
  let isStale = false;
  let isStopped = false;

  async function read(): Promise<void> {
    isStale = true;
    if (isReading) return;
    isReading = true;
    try {
      while (isStale && !isStopped) {
        isStale = false;
        await authorise(await renewed(ctx), "uploads.read", tenantId);
        const view = await readUpload(tenantDatabase(tenantId), tenantId, uploadId);
        if (isStopped) return;
        follow(view);
        onChange(view);
        await new Promise((resolve) => setTimeout(resolve, minIntervalMs));
      }
    } catch (error) {
      fail(error);
    } finally {
      isReading = false;
    }
  }

  function follow({ state, line, closesOutId = null, retryOfId = null }: UploadView): void {
    const isStagedFollowUp = state === "staged" && (closesOutId ?? retryOfId) !== null;
    const restsOnTenant = line !== undefined || isStagedFollowUp || isOneOf(uploadGroups.held, state);
    if (restsOnTenant === (unfollow !== null)) return;
    unfollow?.();
    unfollow = restsOnTenant ? subscribeToUploads(tenantId, () => void read()) : null;
    // What changed after the read and before this was told to nobody.
    if (restsOnTenant) isStale = true;
  }

  function stop(): void {
    isStopped = true;
    giveBack();
    unfollowSession();
    unsubscribe();
    unfollow?.();
  }

  /** Both a view that is no longer allowed and the session's own end report it: the first one ends the watcher. */
  function fail(error: unknown): void {
    if (isStopped) return;
    stop();
    onError(error);
  }

  const unfollowSession = onSessionEnd(ctx, () => fail(new AppError("signed_out")));
  const unsubscribe = subscribeToUploads(uploadId, () => void read());
  void read();
  return stop;
}
