"use server";

import { refresh } from "next/cache";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { tenantCookie } from "#lib/server/current-tenant.ts";
import { defineAction } from "#lib/server/define-action.ts";
import { changeLocale } from "#lib/services/change-locale.ts";

export const changeLocaleAction = defineAction(changeLocale);

/** Remembers which tenant the pages show. Whether it is the user's is asked wherever the cookie is read. */
export async function chooseTenantAction(tenantId: string): Promise<void> {
  await rememberTenant(tenantId);
  refresh();
}

/** The same from a page of another tenant, which cannot show the chosen one: the uploads of that come instead. */
export async function leaveForTenantAction(tenantId: string): Promise<void> {
  await rememberTenant(tenantId);
  redirect("/uploads");
}

async function rememberTenant(tenantId: string): Promise<void> {
  const jar = await cookies();
  jar.set(tenantCookie, tenantId, { httpOnly: true, sameSite: "lax", maxAge: 365 * 24 * 60 * 60 });
}
