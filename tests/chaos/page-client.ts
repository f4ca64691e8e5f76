import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Reply } from "#components/upload/bring-pieces.ts";
import type { Problem } from "#components/upload/problem.ts";
import { type Ending, StagingRun } from "#components/upload/stage-upload.ts";
import { heldStamp } from "#lib/domain/holds/hold.ts";
import type { StagingChunk } from "#lib/spreadsheet/protocol/staging.ts";
import { chunksOf, headOf } from "#tests/support/factories.ts";
import { limitMs } from "#tests/support/limit.ts";
import type { PortalClient } from "#tests/support/requests/portal-client.ts";

const unreachable: Problem = { code: "unreachable", params: {} };

/**
 * Uploads a portfolio with the page's own `StagingRun` over HTTP. Only making the chunks and sending the
 * requests differ from the browser.
 */
export class PageUpload {
  readonly #client: PortalClient;
  readonly #run: StagingRun;

  constructor(client: PortalClient, tenantId: string, rows: readonly (readonly string[])[], rowsPerChunk: number) {
    this.#client = client;
    const chunks = chunksOf("", rows, rowsPerChunk);
    const head = headOf(rows, { rowsPerChunk });
    const { rowCount, chunkCount, totals, mapping } = head;
    const told = { heldStamp: heldStamp([]), correction: null };
    this.#run = new StagingRun({
      plan: async () => ({ rowCount, chunkCount, setAside: [], edits: [], totals, mapping, ...told }),
      chunk: async (sequence) => {
        const chunk = chunks[sequence];
        if (chunk === undefined) throw new RangeError(`no chunk ${sequence}`);
        const { firstRow, rowCount: count, sha256, bytes } = chunk;
        return { sequence, firstRow, rowCount: count, sha256, body: new Uint8Array(bytes).buffer };
      },
      start: async () => asStarted(await this.#post(uploadsPath(tenantId), jsonType, JSON.stringify(head))),
      sendPart: async () => {
        throw new Error("nothing travels beside these rows");
      },
      send: (uploadId, chunk) => this.#post(chunkPath(uploadId, chunk), chunkType(chunk), chunk.body),
      finish: async (uploadId) => asEnding(await this.#post(finishPath(uploadId), {}, "")),
      nowMs: () => performance.now(),
      wait: (ms, signal) => sleep(ms, undefined, { signal }),
    });
  }

  /**
   * Presses "try again" until the upload is staged; returns its id. `onProgress` receives the number of rows
   * that have arrived.
   */
  async staged(onProgress: (rowsSent: number) => void): Promise<string> {
    const signal = AbortSignal.timeout(limitMs);
    for (;;) {
      const result = await this.#run.run(signal, ({ rowsSent }) => onProgress(rowsSent));
      if (result.kind === "staged") return result.uploadId;
      if (result.problem.code !== unreachable.code && result.problem.code !== "unexpected")
        throw new Error(`staging stopped: ${JSON.stringify(result.problem)}`);
      await sleep(200, undefined, { signal });
    }
  }

  async #post(path: string, headers: Record<string, string>, body: BodyInit): Promise<Reply<unknown>> {
    try {
      const answer = await this.#client.post(path, headers, body);
      const value: unknown = await answer.json();
      if (answer.ok) return { kind: "done", value };
      const problem = { code: answer.status >= 500 ? "unexpected" : JSON.stringify(value), params: {} };
      return { kind: answer.status >= 500 ? "again" : "refused", problem };
    } catch {
      return { kind: "again", problem: unreachable };
    }
  }
}

function uploadsPath(tenantId: string): string {
  return `/api/uploads?tenantId=${tenantId}`;
}

const jsonType = { "content-type": "application/json" };

type SentChunk = Pick<StagingChunk, "sequence" | "firstRow" | "rowCount" | "sha256">;

export function chunkPath(uploadId: string, { sequence, firstRow, rowCount }: SentChunk): string {
  return `/api/uploads/${uploadId}/chunks?sequence=${sequence}&firstRow=${firstRow}&rowCount=${rowCount}`;
}

export function chunkType({ sha256 }: SentChunk): Record<string, string> {
  return { "content-type": "application/gzip", "x-chunk-sha256": sha256 };
}

const startedSchema = z.object({ uploadId: z.string() });

function asStarted(reply: Reply<unknown>): Reply<{ uploadId: string }> {
  return reply.kind === "done" ? { kind: "done", value: startedSchema.parse(reply.value) } : reply;
}

export function finishPath(uploadId: string): string {
  return `/api/uploads/${uploadId}/finish`;
}

const endingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("staged") }),
  z.object({ kind: z.literal("under_way"), rows: z.number().nullable() }),
]);

function asEnding(reply: Reply<unknown>): Reply<Ending> {
  return reply.kind === "done" ? { kind: "done", value: endingSchema.parse(reply.value) } : reply;
}

/** Begins an upload over HTTP; returns its id. */
export async function startOver(
  client: PortalClient,
  tenantId: string,
  rows: readonly (readonly string[])[],
  rowsPerChunk: number,
): Promise<string> {
  const head = headOf(rows, { rowsPerChunk });
  const answer = await client.post(uploadsPath(tenantId), jsonType, JSON.stringify(head));
  return startedSchema.parse(await answer.json()).uploadId;
}

/** Announces the full length, sends half of the body and cuts the connection. */
export async function sendHalf(url: string, headers: Record<string, string>, body: Uint8Array): Promise<void> {
  const sending = request(url, { method: "POST", headers: { ...headers, "content-length": String(body.length) } });
  const ended = new Promise<void>((resolve) => sending.once("close", () => resolve()).once("error", () => undefined));
  await new Promise<void>((resolve) => sending.write(body.subarray(0, body.length >> 1), () => resolve()));
  // The server must have read that half before the cut, or it only sees a connection that opened and closed.
  await sleep(20);
  sending.destroy();
  await ended;
}
