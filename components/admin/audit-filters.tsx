"use client";

import { SlidersHorizontal } from "lucide-react";
import Form from "next/form";
import { useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { auditGroupNames, auditGroups } from "#lib/domain/audit/audit-actions.ts";
import { type AuditFilter, auditQuery, countAuditLimits } from "#lib/domain/audit/audit-filter.ts";
import { classNames } from "../ui/class-names.ts";
import { Button } from "../ui/form/button.tsx";
import { Combobox } from "../ui/form/combobox.tsx";
import type { ComboboxGroup } from "../ui/form/combobox-choices.ts";
import { DateInput } from "../ui/form/date-input.tsx";
import { LinkButton } from "../ui/form/link-button.tsx";

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface AuditFiltersProps {
  filter: AuditFilter;
  actors: readonly Named[];
  tenants: readonly Named[];
}

/** The filters of the audit trail, in the address. On a phone they fold into one line. */
export function AuditFilters(props: AuditFiltersProps) {
  const t = useTranslations("admin.audit.filters");
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mb-4 print:hidden">
      <Button
        className="w-full sm:hidden"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen((before) => !before)}
      >
        <SlidersHorizontal aria-hidden />
        {t("fold", { count: countAuditLimits(props.filter) })}
      </Button>
      <div id={id} className={classNames("max-sm:mt-2", !isOpen && "max-sm:hidden")}>
        <FilterForm key={auditQuery(props.filter)} {...props} />
      </div>
    </div>
  );
}

function FilterForm({ filter, actors, tenants }: AuditFiltersProps) {
  const t = useTranslations("admin.audit.filters");
  const actions = useTranslations("admin.audit.actions");
  const groups = useTranslations("admin.audit.actionGroups");
  const form = useRef<HTMLFormElement>(null);
  // A choice writes its hidden field only in the frame after a change.
  const submit = () => requestAnimationFrame(() => form.current?.requestSubmit());
  const byName = (named: readonly Named[]) => named.map(({ id, name }) => ({ value: id, label: name }));
  const ofActions = auditGroupNames.map((group) => ({
    label: groups(group),
    choices: [
      { value: group, label: t("wholeGroup", { group: groups(group) }) },
      ...auditGroups[group].map((action) => ({ value: action, label: actions(action) })),
    ],
  }));
  return (
    <Form
      ref={form}
      action="/admin/audit"
      role="search"
      aria-label={t("label")}
      className="flex flex-wrap items-start gap-2"
    >
      <Choice
        name="action"
        label={t("action")}
        any={t("anyAction")}
        value={filter.action}
        groups={ofActions}
        onChange={submit}
      />
      <Choice
        {...{ name: "user", label: t("user"), any: t("anyUser"), value: filter.user, onChange: submit }}
        groups={[{ label: "", choices: byName(actors) }]}
      />
      {tenants.length < 2 && filter.tenant === "" ? null : (
        <Choice
          {...{ name: "tenant", label: t("tenant"), any: t("anyTenant"), value: filter.tenant, onChange: submit }}
          groups={[{ label: "", choices: byName(tenants) }]}
        />
      )}
      <Days filter={filter} />
      {filter.subject === "" ? null : <input type="hidden" name="subject" value={filter.subject} />}
      <Button type="submit">{t("apply")}</Button>
      {countAuditLimits(filter) > 0 ? (
        <LinkButton href="/admin/audit" variant="ghost">
          {t("clear")}
        </LinkButton>
      ) : null}
    </Form>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  /** What no limit is called. */
  any: string;
  value: string;
  groups: readonly ComboboxGroup<string>[];
  onChange: () => void;
}

/** Not a value of any filter. */
const none = "any";

function Choice({ name, label, any, value, groups, onChange }: ChoiceProps) {
  const [chosen, setChosen] = useState(value);
  return (
    <div className="w-full sm:w-52">
      {chosen === "" ? null : <input type="hidden" name={name} value={chosen} />}
      <Combobox
        label={label}
        value={chosen === "" ? none : chosen}
        groups={[{ label: "", choices: [{ value: none, label: any }] }, ...groups]}
        onChange={(next) => {
          setChosen(next === none ? "" : next);
          onChange();
        }}
      />
    </div>
  );
}

function Days({ filter }: { filter: AuditFilter }) {
  const t = useTranslations("outcome.history.filters");
  const [days, setDays] = useState({ from: filter.from, to: filter.to });
  return (["from", "to"] as const).map((name) => (
    <div key={name} className="flex items-baseline gap-2 max-sm:w-full">
      <span aria-hidden className="text-sm text-text-muted max-sm:w-12">
        {t(name)}
      </span>
      <span className="sm:w-36 max-sm:flex-1">
        <DateInput
          name={name}
          label={t(name)}
          value={days[name]}
          min={name === "to" ? days.from : ""}
          onChange={(day) => setDays({ ...days, [name]: day })}
        />
      </span>
    </div>
  ));
}
