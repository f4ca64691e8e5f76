/** What a log line says of an error. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** The frames alone: the first line of a stack is the message again, unmasked. */
  readonly stack: readonly string[];
  readonly cause?: DescribedError;
}

const maxMessage = 300;
const maxCauses = 3;

/**
 * What may hold a debtor's data or a secret in other people's messages: PostgreSQL puts the offending value in quotes
 * (`invalid input syntax for type uuid: "…"`) or behind its key (`Key (identification)=(…) already exists`), Node an address behind a
 * host name, Prisma a whole call with its arguments.
 */
const confidential = [
  /"(?:[^"\\]|\\.)*"?/g,
  /'(?:[^'\\]|\\.)*'?/g,
  /`(?:[^`\\]|\\.)*`?/g,
  /=\([^)]*\)?/g,
  /\S+@\S+/g,
  /\d[\d.,-]{3,}/g,
];

/** An error as the log may have it: its kind, its code, where it came from, and its message with every value cut out. */
export function describeError(error: unknown, causes = maxCauses): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: [] };
  const { cause } = error;
  const code = "code" in error && typeof error.code === "string" && /^\w{1,40}$/.test(error.code) ? error.code : null;
  return {
    type: error.name,
    message: confidential.reduce((text, values) => text.replaceAll(values, "…"), firstLine(error.message)),
    ...(code === null ? {} : { code }),
    stack: (error.stack ?? "").split("\n").flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? []),
    ...(cause === undefined || causes === 0 ? {} : { cause: describeError(cause, causes - 1) }),
  };
}

/** Prisma's messages go on with the statement and its arguments. */
function firstLine(message: string): string {
  return (message.split("\n").find((line) => line.trim() !== "") ?? "").slice(0, maxMessage);
}
