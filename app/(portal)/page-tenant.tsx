"use client";

import { useEffect } from "react";
import type { ShellTenant } from "#components/shell/shell-session.ts";
import { TenantSwitcher } from "#components/shell/tenant-switcher.tsx";
import { chooseTenantAction, leaveForTenantAction } from "./actions.ts";
import { useLeave } from "./leave-guard.tsx";
import { useWorkOf } from "./session-context.ts";

export interface PageTenantProps {
  tenants: readonly ShellTenant[];
  /** Whose page it is; null for a page of no tenant's own. */
  ownId: string | null;
  chosenId: string | null;
  /** Whether the page shows what is the shown tenant's. */
  isOfTenant: boolean;
}

/**
 * The switcher with the page's tenant. Who looks at a tenant's page works for it from then on: a new upload from here goes where the side bar
 * says. Another tenant leads away from such a page, and takes a page's work away: an upload belongs to one.
 */
export function PageTenant({ tenants, ownId, chosenId, isOfTenant }: PageTenantProps) {
  const leaveWork = useLeave();
  const shownId = ownId ?? chosenId;
  useWorkOf(isOfTenant ? shownId : null, tenants.find(({ id }) => id === shownId)?.name ?? "");

  useEffect(() => {
    if (ownId !== null && ownId !== chosenId) void chooseTenantAction({ tenantId: ownId });
  }, [ownId, chosenId]);

  return (
    <TenantSwitcher
      tenants={tenants}
      currentId={shownId}
      onChange={(tenantId) => {
        if (tenantId === shownId) return;
        const choose = ownId === null ? chooseTenantAction : leaveForTenantAction;
        leaveWork(() => void choose({ tenantId }));
      }}
    />
  );
}
