import { z } from "zod";

/** What the reporters of the test runners tell the process that started them. */
export const toldSchema = z.union([
  z.object({ done: z.number(), total: z.number(), passed: z.number() }),
  z.object({ failed: z.object({ file: z.string(), line: z.number().nullable(), name: z.string(), text: z.string() }) }),
  z.object({ file: z.string(), seconds: z.number() }),
]);

export type Told = z.infer<typeof toldSchema>;

/** Does nothing if nobody listens, as under a runner that was started by hand, or once the run has been interrupted. */
export function tellParent(told: Told): void {
  if (process.connected) process.send?.(told);
}
