"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ActionResult } from "#lib/server/action-result.ts";
import { tenantCookie } from "#lib/server/current-tenant.ts";
import { defineAction } from "#lib/server/define-action.ts";
import { isSecure } from "#lib/server/session-cookie.ts";
import type { Ctx } from "#lib/services/context.ts";
import { reauthenticate } from "#lib/services/sessions/reauthenticate.ts";
import { chooseTenant } from "#lib/services/tenants/choose-tenant.ts";
import { changeLocale } from "#lib/services/users/change-locale.ts";

export const changeLocaleAction = defineAction(changeLocale);
export const reauthenticateAction = defineAction(reauthenticate);

/**
 * Stores which tenant the pages show. Every read of the cookie checks again that the tenant is one of the user's.
 */
export const chooseTenantAction = defineAction(rememberTenant);

/**
 * The same from a page of another tenant, which cannot show the chosen one: goes to the upload list of the
 * chosen one instead.
 */
export async function leaveForTenantAction(input: { tenantId: string }): Promise<ActionResult<void>> {
  const answer = await chooseTenantAction(input);
  if (answer.ok) redirect("/uploads");
  return answer;
}

async function rememberTenant(ctx: Ctx, input: { tenantId: string }): Promise<void> {
  const tenantId = await chooseTenant(ctx, input);
  const jar = await cookies();
  jar.set(tenantCookie, tenantId, { httpOnly: true, secure: isSecure(), sameSite: "lax", maxAge: 365 * 24 * 60 * 60 });
}
