/** What a log line contains of an error. */
export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  /**
   * The names of the schema that a PostgreSQL error concerns; its message has them in quotes, which are cut out.
   */
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  /** The frames only: the first line of a stack is the message again, unmasked. */
  readonly stack: readonly string[];
  readonly cause?: DescribedError;
}

const maxMessage = 300;
const maxCauses = 3;

/**
 * Where messages of other software may contain a debtor's data or a secret: PostgreSQL puts the offending value in
 * quotes (`invalid input syntax for type uuid: "…"`) or after its key (`Key (identification)=(…) already exists`),
 * Node an address after a host name, Prisma a whole call with its arguments, a mail server the link that it took offence
 * at, of which the part after the # is the secret.
 */
const enclosed = [
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["=(", ")"],
] as const;
const bare = [/#\S+/g, /\S+@\S+/g, /\d[\d.,-]{3,}/g];

/** An error as the log may have it: its kind, code, stack and causes, and its message with every value cut out. */
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

/** Keeps the first line only: Prisma's messages go on with the statement and its arguments. */
function masked(message: string): string {
  const lines = enclosed.reduce(withoutEnclosed, message).split("\n");
  const first = lines.find((line) => line.trim() !== "") ?? "";
  return bare.reduce((text, values) => text.replaceAll(values, "…"), first.slice(0, maxMessage));
}

/**
 * Cuts from the first quote of a kind to the last, because a value may contain quotes. If there is only one,
 * or the last is in a later line, nobody knows where the value ends, so all the rest is cut.
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
