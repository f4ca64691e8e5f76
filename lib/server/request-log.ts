import { randomUUID } from "node:crypto";
import { openLog } from "#lib/services/operations/open-log.ts";

let log: ReturnType<typeof openLog> | undefined;

function portalLog(): ReturnType<typeof openLog> {
  log ??= openLog({ process: "portal" });
  return log;
}

/** What says which request a line is about: ids, the name of an action or the path of a route, never a query or a name. */
export type RequestMarks = Readonly<Record<string, string>>;

/** The id a proxy gave the request, if it looks like one, or a new one. Its answer carries it, so that a user can name it. */
export function requestIdOf(headers: Headers): string {
  const given = headers.get("x-request-id") ?? "";
  return /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The upload and the tenant that an input names. Only well-formed ids: whatever else stands there is somebody's text. */
export function marksOf(input: unknown): RequestMarks {
  const marks: Record<string, string> = {};
  if (typeof input !== "object" || input === null) return marks;
  for (const [key, value] of Object.entries(input)) {
    if ((key === "uploadId" || key === "tenantId") && typeof value === "string" && uuid.test(value)) marks[key] = value;
  }
  return marks;
}

/** One line a request: what was asked, what came of it (`ok`, or the code of the refusal), and how long it took. */
export function logRequest(marks: RequestMarks, outcome: string, startedAt: number): void {
  portalLog().info({ ...marks, outcome, ms: Math.round(performance.now() - startedAt) }, "request");
}

/** A fault of the portal. */
export function logFault(error: unknown, marks: RequestMarks): void {
  portalLog().error({ err: error, ...marks }, "a request failed");
}

/** What next-auth stumbled over: its own code for it. */
export function logAuthTrouble(code: string, kind: string): void {
  portalLog().warn({ auth: code, kind }, "a cookie or a sign-in could not be read");
}
