"use client";

import { signIn, signOut } from "next-auth/react";
import { provenPath, providerStepId } from "./provider-paths.ts";

const refusals = ["credentials_wrong", "code_needed", "code_wrong", "throttled", "answer_over"] as const;
export type SignInRefusalCode = (typeof refusals)[number] | "unexpected";

/**
 * How a sign-in attempt ended; `unexpected` includes no answer from the portal. `seconds`: how long to wait
 * before the next attempt.
 */
export interface SignInAnswer {
  readonly code: "ok" | SignInRefusalCode;
  readonly seconds: number;
}

/** Channel on which the tabs of one browser, which share a cookie, announce that somebody signed in or out. */
const channelName = "session";

/** `code`: of the authenticator app or a recovery code, once the answer has been that one is needed. */
export function signInWithPassword(email: string, password: string, code?: string): Promise<SignInAnswer> {
  return trySignIn("credentials", { email, password, ...(code === undefined ? {} : { code }) });
}

/** With what is asked for after the provider's answer, which this browser keeps. */
export function signInAfterProvider(typed: { password?: string; code?: string }): Promise<SignInAnswer> {
  return trySignIn(providerStepId, typed);
}

async function trySignIn(provider: string, typed: Record<string, string>): Promise<SignInAnswer> {
  const answer = await signIn(provider, { ...typed, redirect: false }).catch(() => undefined);
  if (answer?.ok === true && answer.error == null) {
    announce();
    return { code: "ok", seconds: 0 };
  }
  const [told, seconds] = answer?.error?.split(":") ?? [];
  return { code: refusals.find((known) => known === told) ?? "unexpected", seconds: Number(seconds ?? 0) };
}

/**
 * Leaves for the provider. `isAgain`: it shall ask who it is even of whom it knows, and then come back to
 * `provenPath`.
 */
export async function signInAtProvider({ isAgain }: { readonly isAgain: boolean }): Promise<void> {
  const proof: Record<string, string> = isAgain ? { prompt: "login", max_age: "0" } : {};
  await signIn("oidc", { callbackUrl: isAgain ? `${location.origin}${provenPath}` : "/" }, proof);
}

/** Tells the other tabs that somebody signed in here, as they are told after signing in with a password. */
export function tellSignedIn(): void {
  announce();
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
