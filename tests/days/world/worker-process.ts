import { z } from "zod";
import { workOnTenant } from "#lib/sending/work-on-tenant.ts";
import type { TenantId } from "#lib/services/context.ts";
import { doubtRestored } from "#lib/services/operations/doubt-restored.ts";
import { eraseOverdue } from "#lib/services/operations/erase-overdue.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { onParentGone } from "#tests/support/running/runners.ts";

// A worker that does one thing after the other as it is told, with a worker's role: a history that is played again has
// the same calls in the same order, and it can be killed in any of them.
const orderSchema = z.discriminatedUnion("do", [
  z.object({ do: z.literal("work"), tenantId: z.string(), ms: z.number() }),
  z.object({ do: z.literal("doubt") }),
  z.object({ do: z.literal("sweep") }),
  z.object({ do: z.literal("rest") }),
]);
export type Order = z.infer<typeof orderSchema>;

/** `atMs`: when it wants to come back, as ms from now; null: when it is told of new work. */
export interface Answer {
  readonly atMs: number | null;
  readonly error: string | null;
}

async function carryOut(order: Order): Promise<number | null> {
  const signal = new AbortController().signal;
  if (order.do === "rest") await closeAll();
  if (order.do === "doubt") await doubtRestored();
  if (order.do === "sweep") await eraseOverdue({ until: Date.now() + 60_000, signal });
  if (order.do !== "work") return null;
  const control = { until: Date.now() + order.ms, signal, onSent: () => undefined };
  const result = await workOnTenant(order.tenantId as TenantId, control);
  if (result.again === "never") return null;
  return result.again === "now" ? 0 : Math.max(0, result.at.getTime() - Date.now());
}

process.on("message", (message) => {
  carryOut(orderSchema.parse(message)).then(
    (atMs) => process.send?.({ atMs, error: null } satisfies Answer),
    (error: unknown) =>
      process.send?.({ atMs: null, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
onParentGone(() => process.exit(0));
process.channel?.ref();
process.send?.("ready");
