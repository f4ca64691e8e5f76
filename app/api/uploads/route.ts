import { defineRoute } from "#lib/server/define-route.ts";
import { AppError } from "#lib/services/app-error.ts";
import { type StartStagingInput, startStaging } from "#lib/services/start-staging.ts";

/** A million corrections of 60 characters. */
const maxBytes = 64 * 1024 * 1024;

/** Begins an upload. A route rather than an action, because the corrections that travel along may pass an action's megabyte. */
export const POST = defineRoute<Record<never, never>>(async (ctx, _params, request) => {
  if (request.headers.get("content-type") !== "application/json" || request.body === null) {
    throw new AppError("invalid", { fields: ["body"], problems: ["body:content_type"] });
  }
  const started = await startStaging(ctx, await readJson(request.body));
  return Response.json(started, { headers: { "cache-control": "no-store" } });
});

/** The use case parses what is read here; the type only says what it expects. */
async function readJson(body: ReadableStream<Uint8Array>): Promise<StartStagingInput> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > maxBytes) throw new AppError("too_large", { maxBytes });
    text += decoder.decode(part, { stream: true });
  }
  try {
    return JSON.parse(text + decoder.decode());
  } catch {
    throw new AppError("invalid", { fields: ["body"], problems: ["body:json"] });
  }
}
