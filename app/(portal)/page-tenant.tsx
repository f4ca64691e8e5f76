"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import type { ShellTenant } from "#components/shell/shell-session.ts";
import { TenantSwitcher } from "#components/shell/tenant-switcher.tsx";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { chooseTenantAction, leaveForTenantAction } from "./actions.ts";
import { useLeave } from "./leave-guard.tsx";
import { useWorkOf } from "./session-context.ts";

export interface PageTenantProps {
  tenants: readonly ShellTenant[];
  /** The tenant that the page itself belongs to, such as its upload's; null if there is none. */
  ownId: string | null;
  chosenId: string | null;
  /** Whether the page shows data of the shown tenant. */
  isOfTenant: boolean;
  /** Whether the user may change tenants' settings. */
  canManage: boolean;
}

/**
 * The tenant switcher on a page. A page of one tenant makes it the chosen one, so that a new upload from here
 * goes to the tenant in the side bar; a retired one is only shown. Choosing another tenant leaves such a page and drops the work on it: an
 * upload belongs to one tenant.
 */
export function PageTenant({ tenants, ownId, chosenId, isOfTenant, canManage }: PageTenantProps) {
  const t = useTranslations("shell");
  const leaveWork = useLeave();
  const shownId = ownId ?? chosenId;
  const shown = tenants.find(({ id }) => id === shownId);
  const isRetired = shown?.isRetired === true;
  useWorkOf(isOfTenant ? shownId : null, shown?.name ?? "");

  useEffect(() => {
    if (ownId !== null && ownId !== chosenId && !isRetired) void chooseTenantAction({ tenantId: ownId });
  }, [ownId, chosenId, isRetired]);

  const choose = (tenantId: string) => {
    if (tenantId === shownId) return;
    const leaveFor = ownId === null ? chooseTenantAction : leaveForTenantAction;
    leaveWork(() => void leaveFor({ tenantId }));
  };
  const others = tenants.filter(({ id }) => id !== shownId);
  usePageActions({
    kind: "tenant",
    actions: [
      ...others.map(({ id, name, operation }) => ({
        ...{ id: `tenant:${id}`, label: name, detail: operation },
        run: () => choose(id),
      })),
      ...(canManage ? tenants : []).map(({ id, name, operation }) => ({
        ...{ id: `settings:${id}`, label: t("tenantSettings", { tenant: name }), detail: operation },
        href: `/admin/tenants/${id}`,
      })),
    ],
  });

  return <TenantSwitcher tenants={tenants} currentId={shownId} onChange={choose} />;
}
