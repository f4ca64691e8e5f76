"use client";

import { useTranslations } from "use-intl";
import { type MorningArrangement, type MorningView, morningOrders } from "#lib/domain/views/morning-view.ts";
import { Select } from "../ui/form/select.tsx";

export interface MorningFiltersProps {
  readonly arrangement: MorningArrangement;
  readonly tenants: MorningView["tenants"];
  readonly onArrange: (next: MorningArrangement) => void;
}

const allTenants = "all";

/** Which tenant's portfolios are shown, and in which order. */
export function MorningFilters({ arrangement, tenants, onArrange }: MorningFiltersProps) {
  const t = useTranslations("portfolios.morning.filters");
  return (
    <fieldset aria-label={t("label")} className="mb-3 flex min-w-0 gap-2">
      {tenants.length < 2 ? null : (
        <div className="w-60 max-sm:w-0 max-sm:flex-1">
          <Select
            label={t("tenant")}
            value={arrangement.tenantId ?? allTenants}
            choices={[
              { value: allTenants, label: t("all") },
              ...tenants.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(value) => onArrange({ ...arrangement, tenantId: value === allTenants ? null : value })}
          />
        </div>
      )}
      <div className="w-52 max-sm:w-0 max-sm:flex-1">
        <Select
          label={t("order")}
          value={arrangement.order}
          choices={morningOrders.map((value) => ({ value, label: t(`orders.${value}`) }))}
          onChange={(order) => onArrange({ ...arrangement, order })}
        />
      </div>
    </fieldset>
  );
}
