"use client";

import { AppShell, type AppShellProps } from "#components/shell/app-shell.tsx";
import { leave } from "#lib/server/session-client.ts";
import { changeLocaleAction } from "./actions.ts";
import { LeaveGuard } from "./leave-guard.tsx";
import { SessionGate } from "./session-gate.tsx";
import { asSignedIn } from "./session-requests.ts";

type PortalShellProps = Omit<AppShellProps, "onLocaleChange" | "onSignOut">;

/** Connects the shell's callbacks to server actions, which store what was chosen. */
export function PortalShell(props: PortalShellProps) {
  return (
    <SessionGate user={props.user}>
      <LeaveGuard>
        <AppShell
          {...props}
          onLocaleChange={async (locale) => {
            await asSignedIn(() => changeLocaleAction({ locale }));
          }}
          onSignOut={leave}
        />
      </LeaveGuard>
    </SessionGate>
  );
}
