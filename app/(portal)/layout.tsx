import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { currentTenant, myTenants } from "#lib/server/current-tenant.ts";
import { requestLocale, requestTheme } from "#lib/server/request-locale.ts";
import { PortalShell } from "./portal-shell.tsx";

/** The frame of every signed-in page. It hides nothing: each page's use case authorises for itself. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { actor } = await currentCtx();
  if (actor === null) redirect("/sign-in");
  const [tenants, tenant, locale, theme] = await Promise.all([
    myTenants(),
    currentTenant(),
    requestLocale(),
    requestTheme(),
  ]);

  return (
    <PortalShell
      user={{ name: actor.name, email: actor.email, role: actor.role }}
      tenants={tenants.map(({ id, name, operation }) => ({ id, name, operation }))}
      currentTenantId={tenant?.id ?? null}
      locale={locale}
      theme={theme}
    >
      {children}
    </PortalShell>
  );
}
