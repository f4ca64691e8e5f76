import { z } from "zod";
import type { Reply } from "#components/upload/bring-pieces.ts";
import type { BegunWith } from "#components/upload/kept/begun-with.ts";
import { type Problem, unreachable } from "#components/upload/problem.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { uploadStates } from "#lib/domain/outcome/upload-state.ts";
import { portalFetch } from "../../session-requests.ts";
import { refusedReply } from "./staging-requests.ts";

const headSchema = z.object({
  uploadId: z.string(),
  fileName: z.string(),
  headers: z.array(z.string()),
  mapping: mappingSchema,
  at: z.iso.datetime(),
  isErased: z.boolean(),
  holders: z.array(
    z.object({
      id: z.string(),
      fileName: z.string(),
      state: z.enum(uploadStates),
      debtors: z.number(),
      isCorrection: z.boolean(),
    }),
  ),
});

export interface FetchedCorrection {
  readonly head: z.infer<typeof headSchema>;
  /** A line for each debtor of the upload, as the workbench reads them. */
  readonly text: ArrayBuffer;
}

/** The upload that a report came from, and what became of its debtors. */
export async function fetchCorrection(
  tenantId: string,
  uploadId: string,
  signal: AbortSignal,
): Promise<Reply<FetchedCorrection>> {
  return get(
    `/api/uploads/${encodeURIComponent(uploadId)}/correction?tenantId=${tenantId}`,
    signal,
    async (response) => {
      const text = await response.arrayBuffer();
      const end = new Uint8Array(text).indexOf(lineFeed);
      const head = headSchema.parse(JSON.parse(new TextDecoder().decode(text.slice(0, end))));
      return { head, text: text.slice(end + 1) };
    },
  );
}

const lineFeed = 0x0a;

/**
 * Failures of an upload to begin with, instead of a dropped file: all of them, those with these ordinals (`debtors`),
 * those rejected for one reason, or those left out for one (their keys).
 */
export interface Failures extends BegunWith {
  readonly fileName: string;
}

/** What of these failures can still be corrected, as a report that a user could download and drop here. */
export function fetchReport(
  { uploadId, debtors, reason, leftOut }: Failures,
  signal: AbortSignal,
): Promise<Reply<File>> {
  const some = new URLSearchParams({
    ...(debtors === null ? {} : { debtors }),
    ...(reason === null ? {} : { reason }),
    ...(leftOut === null ? {} : { leftOut }),
  });
  return get(
    `/api/uploads/${uploadId}/report?group=failures&format=xlsx&toCorrect&${some}`,
    signal,
    async (response) => {
      const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1];
      return new File([await response.blob()], name === undefined ? "report.xlsx" : decodeURIComponent(name));
    },
  );
}

async function get<T>(
  address: string,
  signal: AbortSignal,
  read: (response: Response) => Promise<T>,
): Promise<Reply<T>> {
  let response: Response;
  try {
    response = await portalFetch(address, { signal });
    if (response.ok) return { kind: "done", value: await read(response) };
  } catch (error) {
    if (signal.aborted || !(error instanceof TypeError)) throw error;
    return { kind: "again", problem: unreachable };
  }
  return refusedReply(response.status, await response.json().catch((): Problem => unreachable));
}
