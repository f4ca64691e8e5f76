"use client";

import { signIn, signOut } from "next-auth/react";

/**
 * How a sign-in attempt ended; `unexpected` includes no answer from the portal. `seconds`: how long to wait
 * before the next attempt.
 */
export interface SignInAnswer {
  readonly code: "ok" | "credentials_wrong" | "throttled" | "unexpected";
  readonly seconds: number;
}

/** Channel on which the tabs of one browser, which share a cookie, announce that somebody signed in or out. */
const channelName = "session";

export async function signInWithPassword(email: string, password: string): Promise<SignInAnswer> {
  const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
  if (answer?.ok === true && answer.error == null) {
    announce();
    return { code: "ok", seconds: 0 };
  }
  const [code, seconds] = answer?.error?.split(":") ?? [];
  if (code === "throttled" || code === "credentials_wrong") return { code, seconds: Number(seconds ?? 0) };
  return { code: "unexpected", seconds: 0 };
}

/** Ends the session on the server and in this browser, then shows the sign-in page. */
export async function leave(): Promise<void> {
  await signOut({ redirect: false });
  announce();
  location.assign("/sign-in");
}

/** Calls `onChange` when somebody signs in or out in another tab. Returns a function that stops listening. */
export function onSignInElsewhere(onChange: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = onChange;
  return () => channel.close();
}

function announce(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(null);
  channel.close();
}
