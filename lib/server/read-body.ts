import { AppError } from "#lib/domain/app-error.ts";
import { isNestedDeeper } from "#lib/domain/staging/json-depth.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import type { Ctx } from "#lib/services/context.ts";
import { BodyPlaces, bodyLimits } from "./body-places.ts";

/** A sender that says nothing for so long has gone, or means to hold the place. */
const idleMs = 20_000;

const places = onceAProcess<BodyPlaces>("body-places");

/**
 * Has `work` read a request's body: of somebody who is signed in, of the type and the size that are expected, and in its turn. Refused
 * before a byte of it is read otherwise; `work` authorises what is asked for before it reads.
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
  const giveBack = await places.get(() => new BodyPlaces(bodyLimits)).take(ctx.actor.userId, announced);
  try {
    return await work(bodyOf(request.body, maxBytes));
  } finally {
    giveBack();
  }
}

/** A small body as JSON, if it is no deeper than `maxDepth`: that is told from its bytes, before anything is made of them. */
export async function jsonOf(body: AsyncIterable<Uint8Array>, maxDepth: number): Promise<unknown> {
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  const bytes = Buffer.concat(parts);
  if (isNestedDeeper(bytes, maxDepth)) throw new AppError("invalid", { fields: ["body"], problems: ["body:depth"] });
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new AppError("invalid", { fields: ["body"], problems: ["body:json"] });
  }
}

/** Whoever sent a body went away before its end. No fault of the portal, and nobody hears the answer. */
export class BodyAborted extends Error {}

/** The bytes as they come. Throws `too_large` at the first one beyond `maxBytes`, `too_slow` where none comes for long, and BodyAborted. */
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
    // Cancelled, the connection would be gone with it before the answer is: whoever answers lets the rest go by.
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
