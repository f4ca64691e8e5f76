import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { CommandRefused } from "#lib/services/operations/command-refused.ts";
import { refusedCode, sentenceOfUnreachable } from "#lib/up/fail-command.ts";

/** Prints what `work` returns. A refusal is its sentence alone, and the exit code that runScript knows. */
export async function tellCommand(work: () => Promise<string>): Promise<void> {
  try {
    console.log(await work());
  } catch (error) {
    const sentence = error instanceof CommandRefused ? error.message : sentenceOfUnreachable(error);
    if (sentence === null) throw error;
    console.error(sentence);
    process.exitCode = refusedCode;
  } finally {
    await closeDatabase();
  }
}
