"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { noPortfolio } from "#lib/domain/history/history-filter.ts";
import { Combobox } from "../ui/form/combobox.tsx";

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

/** Not the id of a portfolio. */
const everyPortfolio = "all";

/** A portfolio to which the history is limited, or uploads of none, as a hidden field of its form. */
export function PortfolioChoice({ value, portfolios, hasTenant, onChange }: PortfolioChoiceProps) {
  const t = useTranslations("portfolios.filter");
  const own = useTranslations("history.filters");
  const [chosen, setChosen] = useState(value);
  const choices = portfolios.map(({ id, name, tenant }) => ({
    value: id,
    label: name,
    ...(hasTenant ? { description: tenant.name } : {}),
  }));
  const others = [
    { value: everyPortfolio, label: t("all") },
    { value: noPortfolio, label: own("noPortfolio") },
  ];
  return (
    <div className="w-full sm:w-44">
      {chosen === "" ? null : <input type="hidden" name="portfolio" value={chosen} />}
      <Combobox
        label={t("label")}
        value={chosen === "" ? everyPortfolio : chosen}
        groups={[{ label: "", choices: [...others, ...choices] }]}
        onChange={(next) => {
          setChosen(next === everyPortfolio ? "" : next);
          onChange();
        }}
      />
    </div>
  );
}
