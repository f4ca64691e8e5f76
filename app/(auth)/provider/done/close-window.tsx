"use client";

import { useEffect } from "react";
import { tellSignedIn } from "#lib/server/session-client.ts";

/** Tells the page that waits, and closes its own window. */
export function CloseWindow() {
  useEffect(() => {
    tellSignedIn();
    window.close();
  }, []);
  return null;
}
