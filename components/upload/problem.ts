/** Something that the server refused, or that never reached it, by code. */
export interface Problem {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
}

/** The request did not get there, or its answer did not come back. */
export const unreachable: Problem = { code: "unreachable", params: {} };
