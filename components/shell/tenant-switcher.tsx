"use client";

import { Building2, ChevronsUpDown } from "lucide-react";
import { useTranslations } from "use-intl";
import { Menu, MenuChoices } from "../ui/overlay/menu.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import type { ShellTenant } from "./shell-session.ts";

export interface TenantSwitcherProps {
  tenants: readonly ShellTenant[];
  currentId: string | null;
  onChange: (tenantId: string) => void;
}

/**
 * Which operation the page belongs to, new uploads go to and lists show. With one tenant it only shows its name.
 */
export function TenantSwitcher({ tenants, currentId, onChange }: TenantSwitcherProps) {
  const t = useTranslations("shell");
  const current = tenants.find((tenant) => tenant.id === currentId);
  const operationOf = ({ isRetired = false, operation }: ShellTenant) =>
    isRetired ? t("retired", { operation }) : operation;
  const face = (
    <>
      <Building2 aria-hidden className="size-4 shrink-0 text-text-muted" />
      <VisuallyHidden>{t("tenant")}: </VisuallyHidden>
      <span className="min-w-0 flex-1 text-left">
        <span className="block truncate font-medium">
          {current?.name ?? t(tenants.length === 0 ? "noTenant" : "chooseTenant")}
        </span>
        {current === undefined ? null : (
          <span className="block truncate text-xs text-text-muted">{operationOf(current)}</span>
        )}
      </span>
    </>
  );
  const box = "flex min-h-11 w-full items-center gap-2.5 rounded-md border border-border bg-surface-raised px-2.5 py-1";

  if (tenants.length < 2 && (current !== undefined || tenants.length === 0)) return <div className={box}>{face}</div>;
  return (
    <Menu
      align="start"
      trigger={
        <button type="button" className={`${box} hover:border-border-strong`}>
          {face}
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-text-muted" />
        </button>
      }
    >
      <MenuChoices
        label={t("tenant")}
        value={currentId}
        onChange={onChange}
        choices={tenants.map((tenant) => ({
          value: tenant.id,
          label: (
            <>
              <span className="block">{tenant.name}</span>
              <span className="block text-xs text-text-muted">{operationOf(tenant)}</span>
            </>
          ),
        }))}
      />
    </Menu>
  );
}
