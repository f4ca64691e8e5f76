import { z } from "zod";
import type { Reply } from "#components/upload/bring-pieces.ts";
import { type Problem, unreachable } from "#components/upload/problem.ts";
import type { Ending, StagingDeps } from "#components/upload/stage-upload.ts";
import type { ActionResult } from "#lib/server/action-result.ts";
import { askedAsSignedIn, portalFetch } from "../../session-requests.ts";

const refusalSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
});
const endingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("staged") }),
  z.object({ kind: z.literal("under_way"), rows: z.number().nullable() }),
]);
const startedSchema = z.object({ uploadId: z.string() });

type StagingChunk = Parameters<StagingDeps["send"]>[1];
type PackedPart = Parameters<StagingDeps["sendPart"]>[1];

/** Begins an upload on the server. `head` is the input of `startStaging` without the tenant. */
export async function postUpload(tenantId: string, head: object): Promise<Reply<{ uploadId: string }>> {
  const address = `/api/uploads?tenantId=${encodeURIComponent(tenantId)}`;
  const reply = await post(address, { "content-type": "application/json" }, JSON.stringify(head));
  if (reply.kind !== "done") return reply;
  const started = startedSchema.safeParse(reply.value);
  return started.success ? { kind: "done", value: started.data } : { kind: "refused", problem: unexpected };
}

/** Sends one chunk. The server knows it by its number and hash, so sending it twice is harmless. */
export function postChunk(uploadId: string, chunk: StagingChunk, signal: AbortSignal): Promise<Reply<unknown>> {
  const { sequence, firstRow, rowCount, sha256, body } = chunk;
  const address = `/api/uploads/${uploadId}/chunks?sequence=${sequence}&firstRow=${firstRow}&rowCount=${rowCount}`;
  return post(address, { "content-type": "application/gzip", "x-chunk-sha256": sha256 }, body, signal);
}

/** Sends some items of a list; twice is harmless, like with chunks. */
export function postPart(uploadId: string, part: PackedPart, signal: AbortSignal): Promise<Reply<unknown>> {
  const { list, sequence, items, sha256, body } = part;
  const address = `/api/uploads/${uploadId}/lists?list=${list}&sequence=${sequence}&items=${items}`;
  return post(address, { "content-type": "application/gzip", "x-chunk-sha256": sha256 }, body, signal);
}

/** Ends staging, or asks how far it is. The server goes on with it even if this connection is lost. */
export async function postFinish(uploadId: string, signal: AbortSignal): Promise<Reply<Ending>> {
  const reply = await post(`/api/uploads/${uploadId}/finish`, {}, "", signal);
  if (reply.kind !== "done") return reply;
  const ending = endingSchema.safeParse(reply.value);
  return ending.success ? { kind: "done", value: ending.data } : { kind: "refused", problem: unexpected };
}

/** An action's result as a reply; a rejected promise means that the connection failed. */
export async function replyOf<T>(ask: () => Promise<ActionResult<T>>): Promise<Reply<T>> {
  try {
    const result = await askedAsSignedIn(ask);
    return result.ok ? { kind: "done", value: result.value } : { kind: "refused", problem: result };
  } catch {
    return { kind: "again", problem: unreachable };
  }
}

const unexpected: Problem = { code: "unexpected", params: {} };

async function post(
  address: string,
  headers: Record<string, string>,
  body: BodyInit,
  signal?: AbortSignal,
): Promise<Reply<unknown>> {
  let response: Response;
  let answer: unknown;
  try {
    response = await portalFetch(address, {
      method: "POST",
      headers,
      body,
      ...(signal === undefined ? {} : { signal }),
    });
    answer = await response.json();
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return { kind: "again", problem: unreachable };
  }
  return response.ok ? { kind: "done", value: answer } : refusedReply(response.status, answer);
}

/** The refusal of a route handler, from its status and body. */
export function refusedReply(status: number, answer: unknown): Exclude<Reply<never>, { kind: "done" }> {
  const refusal = refusalSchema.safeParse(answer);
  const problem = refusal.success ? refusal.data : unexpected;
  const seconds = Number(problem.params.retryAfterSeconds);
  if (status === 429 && seconds > 0) return { kind: "later", afterMs: seconds * 1_000, problem };
  return { kind: status >= 500 || status === 429 || status === 408 ? "again" : "refused", problem };
}
