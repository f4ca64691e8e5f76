import { logger } from "#lib/services/operations/portal-log.ts";

/**
 * What identifies a request in the log: ids and the name of an action or the path of a route, never a query
 * or a name.
 */
export type RequestMarks = Readonly<Record<string, string>>;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The upload and tenant ids in an input. Only well-formed ids: anything else may be a person's text. */
export function marksOf(input: unknown): RequestMarks {
  const marks: Record<string, string> = {};
  if (typeof input !== "object" || input === null) return marks;
  for (const [key, value] of Object.entries(input)) {
    if ((key === "uploadId" || key === "tenantId") && typeof value === "string" && uuid.test(value)) marks[key] = value;
  }
  return marks;
}

/** One line per request: what it was, its outcome (`ok`, or the refusal's code), and its milliseconds. */
export function logRequest(marks: RequestMarks, outcome: string, startedAt: number): void {
  logger().info({ ...marks, outcome, ms: Math.round(performance.now() - startedAt) }, "request");
}

/** A fault of the portal. */
export function logFault(error: unknown, marks: RequestMarks): void {
  logger().error({ err: error, ...marks }, "a request failed");
}

/** Trouble reported by next-auth, by its own code. */
export function logAuthTrouble(code: string, kind: string): void {
  logger().warn({ auth: code, kind }, "a cookie or a sign-in could not be read");
}
