import type { openLog } from "#lib/services/operations/open-log.ts";

/**
 * Runs the work of a job. If it throws, the cause is logged with every value removed, and the error rethrown
 * contains none of it: the queue only retries, and stores whatever was thrown with the job, causes included.
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
