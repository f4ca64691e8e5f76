"use client";

import { useTranslations } from "use-intl";
import { roles } from "#lib/domain/access/permission.ts";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { Select } from "../ui/form/select.tsx";
import { Section } from "../ui/section.tsx";
import { FormFrame } from "./form-frame.tsx";
import type { FormRefusal } from "./form-refusal.ts";
import { useFieldError } from "./use-field-error.ts";
import type { UserDraft } from "./user-draft.ts";

export interface UserFormProps {
  draft: UserDraft;
  onChange: (draft: UserDraft) => void;
  tenants: readonly {
    readonly id: string;
    readonly name: string;
    readonly operation: string;
    readonly isRetired?: boolean;
  }[];
  /** A new user is invited; an existing one keeps their email. */
  isNew: boolean;
  refusal: FormRefusal | null;
  isBusy: boolean;
  onSubmit: () => void;
}

/** Who may sign in, with which role, and for which operations. */
export function UserForm({ draft, onChange, tenants, isNew, refusal, isBusy, onSubmit }: UserFormProps) {
  const t = useTranslations("admin.user");
  const common = useTranslations("common");
  const errorOf = useFieldError(refusal);
  const toggle = (id: string, isChosen: boolean) =>
    onChange({
      ...draft,
      tenantIds: isChosen ? [...draft.tenantIds, id] : draft.tenantIds.filter((other) => other !== id),
    });

  return (
    <FormFrame refusal={refusal} isBusy={isBusy} submitLabel={isNew ? t("invite") : common("save")} onSubmit={onSubmit}>
      <Section title={t("personTitle")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("name")} error={errorOf("name")}>
            <Input
              name="name"
              value={draft.name}
              autoComplete="off"
              onChange={(event) => onChange({ ...draft, name: event.target.value })}
            />
          </Field>
          <Field label={t("email")} hint={isNew ? undefined : t("emailFixed")} error={errorOf("email")}>
            <Input
              name="email"
              type="email"
              value={draft.email}
              readOnly={!isNew}
              autoComplete="off"
              onChange={(event) => onChange({ ...draft, email: event.target.value })}
            />
          </Field>
          <Field label={t("role")} hint={t(`roleHints.${draft.role}`)} error={errorOf("role")}>
            <Select
              value={draft.role}
              onChange={(role) => onChange({ ...draft, role })}
              choices={roles.map((value) => ({ value, label: t(`roles.${value}`) }))}
            />
          </Field>
        </div>
        {isNew ? null : (
          <div className="mt-4">
            <Checkbox
              label={t("disabled")}
              description={t("disabledHint")}
              error={errorOf("isDisabled")}
              checked={draft.isDisabled}
              onCheckedChange={(isDisabled) => onChange({ ...draft, isDisabled })}
            />
          </div>
        )}
      </Section>
      <Section title={t("tenantsTitle")} description={t(`tenantsOf.${draft.role}`)}>
        {tenants.length === 0 ? <p className="text-text-muted">{t("noTenants")}</p> : null}
        <ul className="grid gap-2 sm:grid-cols-2">
          {tenants.map((tenant) => (
            <li key={tenant.id}>
              <Checkbox
                label={tenant.name}
                description={
                  tenant.isRetired === true ? t("retired", { operation: tenant.operation }) : tenant.operation
                }
                checked={draft.role === "admin" || draft.tenantIds.includes(tenant.id)}
                isDisabled={draft.role === "admin"}
                onCheckedChange={(isChosen) => toggle(tenant.id, isChosen)}
              />
            </li>
          ))}
        </ul>
      </Section>
    </FormFrame>
  );
}
