"use client";

import { createContext, useContext, useEffect } from "react";
import type { PageSession } from "./page-session.ts";

/** The session of the page, for its components. */
export const SessionContext = createContext<PageSession | null>(null);

/**
 * Declares the tenant of something on the page: it is shown, and goes on, only while its user may work for
 * that tenant.
 */
export function useWorkOf(tenantId: string | null, name: string): void {
  const session = useContext(SessionContext);
  useEffect(
    () => (session === null || tenantId === null ? undefined : session.tenants.claim({ id: tenantId, name })),
    [session, tenantId, name],
  );
}
