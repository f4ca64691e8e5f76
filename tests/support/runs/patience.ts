/**
 * How long a test waits for what is sure to come: `expect.poll(…, patience)`. One limit for all, so generous that
 * no machine is too slow: a test that fails may take its time.
 */
export const patience = { timeout: 120_000, interval: 40 } as const;
