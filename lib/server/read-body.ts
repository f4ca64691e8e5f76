import { AppError } from "#lib/domain/app-error.ts";
import { isBeyond } from "#lib/domain/staging/json-limits.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import { type PlaceLimits, Places } from "#lib/places.ts";
import type { Ctx } from "#lib/services/context.ts";

/** A sender silent for this long is gone, or means to hold the place. */
const idleMs = 20_000;

/**
 * Bodies read at once. A page sends three, so two tabs have room; 96 MB are six chunks of the largest size, or hundreds of
 * the usual one. Chunks are unpacked one at a time.
 */
export const bodyLimits: PlaceLimits = {
  ofUser: 6,
  inAll: 48,
  bytes: 96 * 1024 * 1024,
  waitingOfUser: 12,
  waitingInAll: 200,
  patienceMs: 10_000,
};

const places = onceAProcess<Places>("body-places");

/**
 * Gives `work` a request's body if the sender is signed in, type and size are as expected, and a place is
 * free; otherwise refuses before reading a byte. `work` must authorise before it reads.
 */
export async function withBody<T>(
  ctx: Ctx,
  request: Request,
  { type, maxBytes }: { type: string; maxBytes: number },
  work: (body: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  if (ctx.actor === null) throw new AppError("signed_out");
  if (request.headers.get("content-type") !== type || request.body === null) {
    throw new AppError("invalid", { fields: ["body"], problems: ["body:content_type"] });
  }
  const announced = Number(request.headers.get("content-length") ?? maxBytes);
  if (!(announced <= maxBytes)) throw new AppError("too_large", { maxBytes });
  const giveBack = await places.get(() => new Places(bodyLimits)).take(ctx.actor.userId, announced);
  try {
    return await work(bodyOf(request.body, maxBytes));
  } finally {
    giveBack();
  }
}

/** Reads a small body as JSON no deeper than `maxDepth`; the depth is counted on the bytes, before parsing. */
export async function jsonOf(body: AsyncIterable<Uint8Array>, maxDepth: number): Promise<unknown> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (isBeyond(bytes, { levels: maxDepth }))
    throw new AppError("invalid", { fields: ["body"], problems: ["body:depth"] });
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new AppError("invalid", { fields: ["body"], problems: ["body:json"] });
  }
}

/** The sender disconnected before the end of its body. No fault of the portal, and nobody receives the answer. */
export class BodyAborted extends Error {}

/**
 * Yields the bytes as they arrive. Throws `too_large` at the first byte beyond `maxBytes`, `too_slow` after
 * `patienceMs` without one, and BodyAborted.
 */
export async function* bodyOf(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  patienceMs = idleMs,
): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read().catch(asAborted), patienceMs);
      if (done) return;
      bytes += value.byteLength;
      if (bytes > maxBytes) throw new AppError("too_large", { maxBytes });
      yield value;
    }
  } finally {
    // Cancelling would close the connection before the answer is sent; the HTTP server discards the rest.
    reader.releaseLock();
  }
}

function asAborted(cause: unknown): never {
  throw new BodyAborted("the body has no end", { cause });
}

async function inTime<T>(reading: Promise<T>, patienceMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new AppError("too_slow")), patienceMs);
  try {
    return await Promise.race([reading, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
