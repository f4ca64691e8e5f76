"use client";

import { useEffect } from "react";
import { signInAtProvider } from "#lib/server/session-client.ts";

/** Leaves for the provider as soon as the page is there. */
export function ToProvider() {
  useEffect(() => void signInAtProvider({ isAgain: true }), []);
  return null;
}
