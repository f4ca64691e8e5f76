"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { RetiredProvider, RoleProvider } from "#components/access/may.tsx";
import { AppShell, type AppShellProps } from "#components/shell/app-shell.tsx";
import { eraseOld } from "#components/upload/kept/kept-folders.ts";
import { searchHeader } from "#lib/domain/search/search-header.ts";
import type { FoundView } from "#lib/domain/views/found-view.ts";
import { changeLocaleAction } from "./actions.ts";
import { LeaveGuard, useLeave } from "./leave-guard.tsx";
import { ReauthenticationHost } from "./reauthentication-host.tsx";
import { SessionGate } from "./session-gate.tsx";
import { asSignedIn, portalFetch } from "./session-requests.ts";
import { SignOut, useSignOut } from "./sign-out.tsx";

interface PortalShellProps extends Omit<AppShellProps, "onLocaleChange" | "onSignOut" | "onSearch" | "onGo"> {
  /** Whether all the user's tenants are retired. Pages of one tenant say it of their own. */
  isRetired: boolean;
}

/** The frame of a signed-in page with everything around it that asks before work is lost. */
export function PortalShell({ isRetired, ...props }: PortalShellProps) {
  // Whoever opens the portal in this browser: what is kept for a day must not stay longer.
  useEffect(() => void eraseOld().catch(() => undefined), []);
  return (
    <RoleProvider value={props.user.role}>
      <SessionGate user={props.user}>
        <LeaveGuard>
          <SignOut userId={props.user.id}>
            <RetiredProvider value={isRetired}>
              <ConnectedShell {...props} />
            </RetiredProvider>
            <ReauthenticationHost />
          </SignOut>
        </LeaveGuard>
      </SessionGate>
    </RoleProvider>
  );
}

/** Connects the shell's callbacks to server actions, which store what was chosen, and to signing out. */
function ConnectedShell(props: Omit<PortalShellProps, "isRetired">) {
  const { signOut } = useSignOut();
  const leave = useLeave();
  const router = useRouter();
  return (
    <AppShell
      {...props}
      onLocaleChange={async (locale) => {
        await asSignedIn(() => changeLocaleAction({ locale }));
      }}
      onSignOut={signOut}
      onSearch={search}
      onGo={(href) => leave(() => router.push(href))}
    />
  );
}

async function search(text: string, signal: AbortSignal): Promise<FoundView> {
  const response = await portalFetch("/api/search", { signal, headers: { [searchHeader]: encodeURIComponent(text) } });
  if (!response.ok) throw new Error(`the search answered ${response.status}`);
  return response.json();
}
