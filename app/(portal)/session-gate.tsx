"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { SessionDialog } from "#components/shell/session-dialog.tsx";
import type { ShellUser } from "#components/shell/shell-session.ts";
import { onSignInElsewhere, signInWithPassword } from "#lib/server/session-client.ts";
import { adopt, newPageSession } from "./session-requests.ts";

/** What only a person does. A pointer that merely moves may be a table that shakes. */
const inputs = ["keydown", "pointerdown", "click", "input", "wheel", "drop"] as const;

/**
 * Watches the session of the page's user: tells the portal that somebody works here, and when the session is over hides what the page
 * shows, without taking it down, until the same user has signed in again.
 */
export function SessionGate({ user, children }: { user: ShellUser; children: ReactNode }) {
  const router = useRouter();
  const [session] = useState(() => newPageSession(user.id));
  const state = useSyncExternalStore(
    session.subscribe,
    () => session.state,
    () => "good" as const,
  );

  useEffect(() => adopt(session), [session]);
  useEffect(() => {
    const onInput = (event: Event) => {
      if (event.isTrusted) void session.noteInput();
    };
    // A machine that slept has slept through its timers.
    const onShown = () => {
      if (document.visibilityState === "visible") void session.check();
    };
    for (const input of inputs) document.addEventListener(input, onInput, { capture: true, passive: true });
    document.addEventListener("visibilitychange", onShown);
    const stop = onSignInElsewhere(() => void session.check());
    return () => {
      for (const input of inputs) document.removeEventListener(input, onInput, { capture: true });
      document.removeEventListener("visibilitychange", onShown);
      stop();
    };
  }, [session]);

  const wasOver = useRef(false);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-session-over", state !== "good");
    // What was fetched ahead meanwhile leads to the sign-in page.
    if (state === "good" && wasOver.current) router.refresh();
    wasOver.current = state !== "good";
    return () => document.documentElement.removeAttribute("data-session-over");
  }, [state, router]);

  const signIn = async (password: string) => {
    const { code, seconds } = await signInWithPassword(user.email, password);
    if (code !== "ok") return { code, seconds };
    await session.check();
    return null;
  };

  return (
    <>
      {children}
      {state === "good" ? null : (
        <SessionDialog
          kind={state}
          user={user}
          onSignIn={signIn}
          onLeave={() => location.assign(state === "taken" ? "/uploads" : "/sign-in")}
        />
      )}
    </>
  );
}
