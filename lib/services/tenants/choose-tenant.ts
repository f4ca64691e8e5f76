import { authorise } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";

/** Checks a tenant that the actor's pages are to show from now on; `not_found` if it is not one of theirs. */
export async function chooseTenant(ctx: Ctx, input: { tenantId: string }): Promise<TenantId> {
  return authorise(ctx, "uploads.read", input.tenantId);
}
