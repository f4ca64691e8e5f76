"use client";

import { useTranslations } from "use-intl";
import { noPortfolio } from "#lib/domain/history/history-filter.ts";
import { ComboboxFilter } from "../ui/form/combobox-filter.tsx";

export interface FilterPortfolio {
  readonly id: string;
  readonly name: string;
  readonly tenant: { readonly name: string };
}

export interface PortfolioChoiceProps {
  value: string;
  portfolios: readonly FilterPortfolio[];
  /** Portfolios of several tenants. */
  hasTenant: boolean;
  onChange: () => void;
}

/** A portfolio to which the history is limited, or uploads of none, as a hidden field of its form. */
export function PortfolioChoice({ value, portfolios, hasTenant, onChange }: PortfolioChoiceProps) {
  const t = useTranslations("portfolios.filter");
  const own = useTranslations("history.filters");
  const choices = portfolios.map(({ id, name, tenant }) => ({
    value: id,
    label: name,
    ...(hasTenant ? { description: tenant.name } : {}),
  }));
  return (
    <div className="w-full sm:w-44">
      <ComboboxFilter
        name="portfolio"
        label={t("label")}
        any={t("all")}
        value={value}
        groups={[{ label: "", choices: [{ value: noPortfolio, label: own("noPortfolio") }, ...choices] }]}
        onChange={onChange}
      />
    </div>
  );
}
