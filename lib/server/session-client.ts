"use client";

import { signIn, signOut } from "next-auth/react";

/** How a try to sign in ended; `unexpected` covers the portal not answering. */
export type SignInAnswer = "ok" | "credentials_wrong" | "throttled" | "unexpected";

export async function signInWithPassword(email: string, password: string): Promise<SignInAnswer> {
  const answer = await signIn("credentials", { email, password, redirect: false }).catch(() => undefined);
  if (answer?.ok === true && answer.error == null) return "ok";
  if (answer?.error === "throttled" || answer?.error === "credentials_wrong") return answer.error;
  return "unexpected";
}

/** Ends the session in this browser and shows the sign-in page. */
export async function leave(): Promise<void> {
  await signOut({ callbackUrl: "/sign-in" });
}
