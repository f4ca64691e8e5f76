import type { SliceControl } from "#lib/sending/slice.ts";
import { type SliceResult, workOnTenant } from "#lib/sending/work-on-tenant.ts";
import type { TenantId } from "#lib/services/context.ts";
import { fromNow } from "#tests/support/from-now.ts";

/** Longer than any test takes. */
export const sliceMs = 3_600_000;

/** A slice of a tenant's work that lasts until nothing is due or it has to wait, or until `signal` fires. */
export function workOnce(tenantId: TenantId, control: Partial<SliceControl> = {}): Promise<SliceResult> {
  return workOnTenant(tenantId, {
    until: fromNow(sliceMs).getTime(),
    signal: new AbortController().signal,
    onSent: () => undefined,
    ...control,
  });
}
