"use client";

import Form from "next/form";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { auditGroupNames, auditGroups } from "#lib/domain/audit/audit-actions.ts";
import { type AuditFilter, auditQuery, countAuditLimits } from "#lib/domain/audit/audit-filter.ts";
import { FoldedFilters } from "../ui/folded-filters.tsx";
import { BetweenDays } from "../ui/form/between-days.tsx";
import { Button } from "../ui/form/button.tsx";
import { ComboboxFilter, type ComboboxFilterProps } from "../ui/form/combobox-filter.tsx";
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
  return (
    <FoldedFilters label={t("fold", { count: countAuditLimits(props.filter) })}>
      <FilterForm key={auditQuery(props.filter)} {...props} />
    </FoldedFilters>
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
      <BetweenDays from={filter.from} to={filter.to} />
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

function Choice(props: ComboboxFilterProps) {
  return (
    <div className="w-full sm:w-52">
      <ComboboxFilter {...props} />
    </div>
  );
}
