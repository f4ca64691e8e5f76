"use client";

import { AppShell, type AppShellProps } from "#components/shell/app-shell.tsx";
import { leave } from "#lib/server/session-client.ts";
import { changeLocaleAction, chooseTenantAction } from "./actions.ts";
import { LeaveGuard, useLeave } from "./leave-guard.tsx";

type PortalShellProps = Omit<AppShellProps, "onTenantChange" | "onLocaleChange" | "onSignOut">;

/** Gives the shell its callbacks: what it chooses is stored by server actions. */
export function PortalShell(props: PortalShellProps) {
  return (
    <LeaveGuard>
      <GuardedShell {...props} />
    </LeaveGuard>
  );
}

/** Another tenant takes the page's work away: an upload belongs to one. Another language does not. */
function GuardedShell(props: PortalShellProps) {
  const leaveWork = useLeave();
  return (
    <AppShell
      {...props}
      onTenantChange={(tenantId) => {
        if (tenantId !== props.currentTenantId) leaveWork(() => void chooseTenantAction(tenantId));
      }}
      onLocaleChange={async (locale) => {
        await changeLocaleAction({ locale });
      }}
      onSignOut={leave}
    />
  );
}
