"use client";

import { AppShell, type AppShellProps } from "#components/shell/app-shell.tsx";
import { leave } from "#lib/server/session-client.ts";
import { changeLocaleAction, chooseTenantAction } from "./actions.ts";

/** Gives the shell its callbacks: what it chooses is stored by server actions. */
export function PortalShell(props: Omit<AppShellProps, "onTenantChange" | "onLocaleChange" | "onSignOut">) {
  return (
    <AppShell
      {...props}
      onTenantChange={chooseTenantAction}
      onLocaleChange={async (locale) => {
        await changeLocaleAction({ locale });
      }}
      onSignOut={leave}
    />
  );
}
