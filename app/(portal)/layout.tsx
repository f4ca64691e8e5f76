import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { areAllRetired } from "#lib/server/current-tenant.ts";
import { requestLocale, requestTheme } from "#lib/server/request-locale.ts";
import { PortalShell } from "./portal-shell.tsx";

export default withMessages(PortalLayout, "auth", "drop.leave", "kept.erasing", "kept.signOut", "shell");

/** The frame of every signed-in page. It protects nothing: each page's use case authorises for itself. */
async function PortalLayout({ children, tenant }: { children: ReactNode; tenant?: ReactNode }) {
  const { actor } = await currentCtx();
  if (actor === null) redirect("/sign-in");
  if (actor.lacksSecondFactor) redirect("/second-factor");
  const [locale, theme, isRetired] = await Promise.all([requestLocale(), requestTheme(), areAllRetired()]);

  return (
    // The key is the user: for another user the page starts anew, without anything that the first one typed.
    <PortalShell
      key={actor.userId}
      user={{ id: actor.userId, name: actor.name, email: actor.email, role: actor.role }}
      tenant={tenant}
      isRetired={isRetired}
      locale={locale}
      theme={theme}
    >
      {children}
    </PortalShell>
  );
}
