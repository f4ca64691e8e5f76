import type { openLog } from "#lib/services/operations/open-log.ts";

/**
 * Does the work of a job. Where it throws, the log says why, with every value cut out, and what is thrown on says nothing of it: the
 * queue only tries again, and keeps what was thrown beside the job as it is, with its causes.
 */
export async function logFailure(
  log: ReturnType<typeof openLog>,
  marks: Readonly<Record<string, string>>,
  message: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ ...marks, err: error }, message);
    throw new Error(`${message}: the worker's log says why`);
  }
}
