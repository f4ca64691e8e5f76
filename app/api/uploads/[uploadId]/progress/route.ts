import { AppError } from "#lib/domain/app-error.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { logFault } from "#lib/server/request-log.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { progressStream } from "./progress-stream.ts";

export const dynamic = "force-dynamic";

/** The changes of an upload as server-sent events: each `data` is an UploadProgress. */
export const GET = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  const stream = await progressStream({
    signal: request.signal,
    watch: (onChange, onFailure) =>
      watchUpload(ctx, {
        uploadId,
        onChange,
        onError: (error) => {
          // A refusal is no fault: the session has ended, or the user may no longer see the upload.
          if (!(error instanceof AppError)) logFault(error, { route: "progress", uploadId });
          onFailure();
        },
      }),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // no-transform keeps proxies (and Next's own compression) from holding events back.
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
});
