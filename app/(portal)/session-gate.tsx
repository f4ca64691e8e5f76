"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { SessionDialog } from "#components/shell/session-dialog.tsx";
import type { ShellUser } from "#components/shell/shell-session.ts";
import { TenantGoneDialog } from "#components/shell/tenant-gone-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { onSignInElsewhere, signInWithPassword } from "#lib/server/session-client.ts";
import { chooseTenantAction } from "./actions.ts";
import type { PageSession } from "./page-session.ts";
import { SessionContext } from "./session-context.ts";
import { adopt, newPageSession } from "./session-requests.ts";

/** Events that only a person causes. A pointer that merely moves may be a shaking table. */
const inputs = ["keydown", "pointerdown", "click", "input", "wheel", "drop"] as const;

/**
 * Watches the session of the page's user: reports activity to the portal and, once the session is over, hides
 * the page without unmounting it, until the same user has signed in again and may work for the page's tenant.
 */
export function SessionGate({ user, children }: { user: ShellUser; children: ReactNode }) {
  const t = useTranslations("shell.sessionOver");
  const router = useRouter();
  const [session] = useState(() => newPageSession(user.id));
  const state = useSyncExternalStore(
    session.subscribe,
    () => session.state,
    () => "good" as const,
  );
  const hasWaiting = useSyncExternalStore(
    session.subscribe,
    () => session.hasWaiting,
    () => false,
  );
  const retiredAt = useSyncExternalStore(
    session.subscribe,
    () => session.retiredAt,
    () => null,
  );

  useEffect(() => adopt(session), [session]);
  useEffect(() => {
    const onInput = (event: Event) => {
      if (event.isTrusted) void session.noteInput();
    };
    // Timers do not run while a machine sleeps.
    const onShown = () => {
      if (document.visibilityState === "visible") void session.check();
    };
    for (const input of inputs) document.addEventListener(input, onInput, { capture: true, passive: true });
    document.addEventListener("visibilitychange", onShown);
    window.addEventListener("focus", onShown);
    const stop = onSignInElsewhere(() => void session.check());
    return () => {
      for (const input of inputs) document.removeEventListener(input, onInput, { capture: true });
      document.removeEventListener("visibilitychange", onShown);
      window.removeEventListener("focus", onShown);
      stop();
    };
  }, [session]);

  const wasOver = useRef(false);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-session-over", state !== "good");
    if (state === "good" && wasOver.current) {
      if (session.isResumed) showToast("success", t("continues"));
      void renew(session, () => router.refresh());
    }
    wasOver.current = state !== "good";
    return () => document.documentElement.removeAttribute("data-session-over");
  }, [state, session, router, t]);

  const signIn = async (password: string, typedCode?: string) => {
    const { code, seconds } = await signInWithPassword(user.email, password, typedCode);
    if (code !== "ok") return { code, seconds };
    await session.check();
    return null;
  };

  return (
    <SessionContext value={session}>
      {children}
      {state === "barred" ? (
        <TenantGoneDialog
          tenant={session.tenants.current?.name ?? ""}
          retiredAt={retiredAt}
          onCheck={() => session.check()}
          onLeave={() => location.assign("/uploads")}
        />
      ) : null}
      {state === "ended" || state === "taken" ? (
        <SessionDialog
          kind={state}
          user={user}
          hasWaiting={hasWaiting}
          onSignIn={signIn}
          onLeave={() => location.assign(state === "taken" ? "/uploads" : "/sign-in")}
        />
      ) : null}
    </SessionContext>
  );
}

/**
 * Renders the page anew, because what was prefetched while nobody was signed in leads to the sign-in page.
 * First chooses the page's tenant again: another one may have been chosen in another tab meanwhile, and the
 * work would be lost with its tenant.
 */
async function renew(session: PageSession, refresh: () => void): Promise<void> {
  const tenant = session.tenants.current;
  const isChosen =
    tenant === null ||
    (await chooseTenantAction({ tenantId: tenant.id }).then(
      ({ ok }) => ok,
      // The portal did not answer: the page stays as it is.
      () => false,
    ));
  if (isChosen) refresh();
  else await session.check();
}
