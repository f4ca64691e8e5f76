/** A code for something that the server refused, or that never reached it. */
export interface Problem {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
}

/** The request did not arrive, or its answer did not come back. */
export const unreachable: Problem = { code: "unreachable", params: {} };
