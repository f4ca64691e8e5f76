import { inspect } from "node:util";

/** The exit code of a script that refused in a sentence; any other failure is a fault, whose stack is wanted. */
export const refusedCode = 3;

const unreachable = /\b(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|DatabaseNotReachable)\b/;

/** The sentence for a database that is not there; null for any other error. */
export function sentenceOfUnreachable(error: unknown): string | null {
  if (!unreachable.test(inspect(error))) return null;
  return "The database does not answer. Look at its address in the settings, and whether it runs.";
}

/** Ends a command that failed, with what its error says and without the stack. */
export function failCommand(error: unknown): never {
  console.error(sentenceOfUnreachable(error) ?? (error instanceof Error ? error.message.trim() : error));
  process.exit(1);
}
