"use client";

import Form from "next/form";
import { useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Combobox } from "../ui/form/combobox.tsx";
import { Input } from "../ui/form/input.tsx";
import { LinkButton } from "../ui/form/link-button.tsx";
import { Select } from "../ui/form/select.tsx";
import { type HistoryFilter, isLimited, stateFilters } from "./history-filter.ts";

export interface UploadFiltersProps {
  filter: HistoryFilter;
  hasScope: boolean;
  /** Those that may be chosen; with none there is no such filter. */
  portfolios: readonly { readonly id: string; readonly name: string; readonly tenant: { readonly name: string } }[];
}

/** The filters of the history. They are in the address, so a filtered list can be reloaded and shared. */
export function UploadFilters({ filter, hasScope, portfolios }: UploadFiltersProps) {
  const t = useTranslations("outcome.history.filters");
  const form = useRef<HTMLFormElement>(null);
  const isFiltered = isLimited(filter);
  // A select writes its hidden field only in the frame after a change.
  const submit = () => requestAnimationFrame(() => form.current?.requestSubmit());

  return (
    <Form
      ref={form}
      action="/uploads"
      role="search"
      aria-label={t("label")}
      className="mb-4 flex flex-wrap items-end gap-2"
    >
      <div className="w-full sm:w-56">
        <Input name="text" type="search" defaultValue={filter.text} placeholder={t("text")} aria-label={t("text")} />
      </div>
      <Choice
        name="state"
        label={t("state")}
        value={filter.state}
        options={stateFilters.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={submit}
      />
      {hasScope ? (
        <Choice
          name="scope"
          label={t("scope")}
          value={filter.scope}
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
          hasTenant={filter.scope === "mine"}
          onChange={submit}
        />
      )}
      <div className="flex flex-wrap gap-2 max-sm:w-full">
        <DateField name="from" label={t("from")} value={filter.from} />
        <DateField name="to" label={t("to")} value={filter.to} />
      </div>
      <Button type="submit">{t("apply")}</Button>
      {isFiltered ? (
        <LinkButton href={filter.scope === "mine" ? "/uploads?scope=mine" : "/uploads"} variant="ghost">
          {t("clear")}
        </LinkButton>
      ) : null}
    </Form>
  );
}

interface ChoiceProps<Value extends string> {
  name: string;
  label: string;
  value: Value;
  options: readonly { readonly value: Value; readonly label: string }[];
  onChange: () => void;
}

function Choice<Value extends string>({ name, label, value, options, onChange }: ChoiceProps<Value>) {
  const [chosen, setChosen] = useState(value);
  return (
    <div className="max-sm:flex-1 sm:w-44">
      <input type="hidden" name={name} value={chosen} />
      <Select
        label={label}
        value={chosen}
        choices={options}
        onChange={(next) => {
          setChosen(next);
          onChange();
        }}
      />
    </div>
  );
}

/** Not the id of a portfolio. */
const everyPortfolio = "all";

interface PortfolioChoiceProps {
  value: string;
  portfolios: UploadFiltersProps["portfolios"];
  hasTenant: boolean;
  onChange: () => void;
}

function PortfolioChoice({ value, portfolios, hasTenant, onChange }: PortfolioChoiceProps) {
  const t = useTranslations("portfolios.filter");
  const [chosen, setChosen] = useState(value);
  const choices = portfolios.map(({ id, name, tenant }) => ({
    value: id,
    label: name,
    ...(hasTenant ? { description: tenant.name } : {}),
  }));
  return (
    <div className="w-full sm:w-52">
      {chosen === "" ? null : <input type="hidden" name="portfolio" value={chosen} />}
      <Combobox
        label={t("label")}
        value={chosen === "" ? everyPortfolio : chosen}
        groups={[{ label: "", choices: [{ value: everyPortfolio, label: t("all") }, ...choices] }]}
        onChange={(next) => {
          setChosen(next === everyPortfolio ? "" : next);
          onChange();
        }}
      />
    </div>
  );
}

function DateField({ name, label, value }: { name: string; label: string; value: string }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2 max-sm:w-full">
      <label htmlFor={id} className="text-sm text-text-muted max-sm:w-12">
        {label}
      </label>
      <span className="sm:w-36 max-sm:flex-1">
        <Input id={id} name={name} type="date" defaultValue={value} />
      </span>
    </div>
  );
}
