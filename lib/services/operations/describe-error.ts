/** What a log line says of an error. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /** What PostgreSQL says an error is about: names of the schema, which its message has in quotes. */
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
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
const enclosed = [
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["=(", ")"],
] as const;
const bare = [/\S+@\S+/g, /\d[\d.,-]{3,}/g];

/** An error as the log may have it: its kind, its code, where it came from, and its message with every value cut out. */
export function describeError(error: unknown, causes = maxCauses): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: [] };
  const { cause } = error;
  const code = "code" in error && typeof error.code === "string" && /^\w{1,40}$/.test(error.code) ? error.code : null;
  return {
    type: error.name,
    message: masked(error.message),
    ...(code === null ? {} : { code }),
    ...namesOf(error),
    stack: (error.stack ?? "").split("\n").flatMap((line) => /^\s+at (.*)$/.exec(line)?.[1] ?? []),
    ...(cause === undefined || causes === 0 ? {} : { cause: describeError(cause, causes - 1) }),
  };
}

/** The first line alone: Prisma's messages go on with the statement and its arguments. */
function masked(message: string): string {
  const lines = enclosed.reduce(withoutEnclosed, message).split("\n");
  const first = lines.find((line) => line.trim() !== "") ?? "";
  return bare.reduce((text, values) => text.replaceAll(values, "…"), first.slice(0, maxMessage));
}

/**
 * Cuts from the first quote of a kind to the last, for a value may have quotes in it. Where there is but one, or the last stands in a
 * later line, nobody knows where the value ends: all the rest goes.
 */
function withoutEnclosed(message: string, [open, close]: (typeof enclosed)[number]): string {
  const [from, to] = [message.indexOf(open), message.lastIndexOf(close)];
  if (from < 0) return message;
  const isClosed = from < to && !message.slice(from, to).includes("\n");
  return `${message.slice(0, from)}…${isClosed ? message.slice(to + 1) : ""}`;
}

const nameKeys = ["table", "column", "constraint"] as const;

function namesOf(error: Error): Pick<DescribedError, (typeof nameKeys)[number]> {
  const told = new Map<string, unknown>(Object.entries(error));
  const sqlState = told.get("code");
  if (typeof sqlState !== "string" || !/^[0-9A-Z]{5}$/.test(sqlState)) return {};
  const named = nameKeys.flatMap((key) => {
    const name = told.get(key);
    return typeof name === "string" && /^[A-Za-z]\w{0,62}$/.test(name) ? [[key, name]] : [];
  });
  return Object.fromEntries(named);
}
