"use client";

import Form from "next/form";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import {
  countLimits,
  type HistoryFilter,
  historyHref,
  historyQuery,
  readHistoryFilter,
  stateFilters,
} from "#lib/domain/history/history-filter.ts";
import { FoldedFilters } from "../ui/folded-filters.tsx";
import { Button } from "../ui/form/button.tsx";
import { Input } from "../ui/form/input.tsx";
import { LinkButton } from "../ui/form/link-button.tsx";
import { FilterChoice } from "./filter-choice.tsx";
import { PeriodChoice } from "./period-choice.tsx";
import { type FilterPortfolio, PortfolioChoice } from "./portfolio-choice.tsx";

export interface UploadFiltersProps {
  /** The page that is filtered. */
  path: string;
  filter: HistoryFilter;
  hasScope: boolean;
  /** The page needs a period: there is no "at any time". */
  needsPeriod?: boolean;
  /** Those that may be chosen; with none there is no such filter. */
  portfolios: readonly FilterPortfolio[];
  /** Beside the filters: those that are saved. */
  children?: ReactNode;
}

/**
 * The filters of the history. They are in the address, so a filtered list can be reloaded and shared. On a phone they
 * fold into one line.
 */
export function UploadFilters({ children, ...form }: UploadFiltersProps) {
  const t = useTranslations("history.filters");
  return (
    <FoldedFilters label={t("fold", { count: countLimits(form.filter) })} beside={children}>
      <FilterForm key={historyQuery(form.filter)} {...form} />
    </FoldedFilters>
  );
}

function FilterForm({ path, filter, hasScope, needsPeriod = false, portfolios }: Omit<UploadFiltersProps, "children">) {
  const t = useTranslations("outcome.history.filters");
  const form = useRef<HTMLFormElement>(null);
  // A select writes its hidden field only in the frame after a change.
  const submit = () => requestAnimationFrame(() => form.current?.requestSubmit());
  const { scope } = filter;

  return (
    <Form ref={form} action={path} role="search" aria-label={t("label")} className="flex flex-wrap items-start gap-2">
      <div className="w-full sm:w-44">
        <Input name="text" type="search" defaultValue={filter.text} placeholder={t("text")} aria-label={t("text")} />
      </div>
      <FilterChoice
        name="state"
        label={t("state")}
        value={filter.state}
        usual="all"
        options={stateFilters.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={submit}
      />
      {hasScope ? (
        <FilterChoice
          name="scope"
          label={t("scope")}
          value={scope}
          usual="current"
          options={[
            { value: "current", label: t("current") },
            { value: "mine", label: t("mine") },
          ]}
          onChange={submit}
        />
      ) : null}
      {portfolios.length === 0 && filter.portfolio === "" ? null : (
        <PortfolioChoice
          value={filter.portfolio}
          portfolios={portfolios}
          hasTenant={scope === "mine"}
          onChange={submit}
        />
      )}
      <PeriodChoice filter={filter} isNeeded={needsPeriod} onChange={submit} />
      <Button type="submit">{t("apply")}</Button>
      {countLimits(filter) > 0 ? (
        <LinkButton href={historyHref(path, historyQuery(readHistoryFilter({ scope })))} variant="ghost">
          {t("clear")}
        </LinkButton>
      ) : null}
    </Form>
  );
}
