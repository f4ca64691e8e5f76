"use client";

import { createContext, useContext, useEffect } from "react";
import type { PageSession } from "./page-session.ts";

/** The session of the page, for what is on it. */
export const SessionContext = createContext<PageSession | null>(null);

/** Says which tenant something on the page is of: it is shown, and goes on, only while its user may work for that one. */
export function useWorkOf(tenantId: string | null, name: string): void {
  const session = useContext(SessionContext);
  useEffect(
    () => (session === null || tenantId === null ? undefined : session.tenants.claim({ id: tenantId, name })),
    [session, tenantId, name],
  );
}
