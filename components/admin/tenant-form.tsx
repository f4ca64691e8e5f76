"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { obligationsBehaviours } from "#lib/domain/outcome/obligations-behaviour.ts";
import { repeatBehaviours } from "#lib/domain/outcome/repeat-behaviour.ts";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { Combobox } from "../ui/form/combobox.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { PasswordInput } from "../ui/form/password-input.tsx";
import { Select } from "../ui/form/select.tsx";
import { Section } from "../ui/section.tsx";
import { FormFrame } from "./form-frame.tsx";
import type { FormRefusal } from "./form-refusal.ts";
import type { TenantDraft } from "./tenant-draft.ts";
import { timeZoneGroups } from "./time-zone-groups.ts";
import { useFieldError } from "./use-field-error.ts";

export interface TenantFormProps {
  draft: TenantDraft;
  onChange: (draft: TenantDraft) => void;
  /** The last four characters of the stored token; null for a new tenant. */
  tokenLastFour: string | null;
  refusal: FormRefusal | null;
  isBusy: boolean;
  submitLabel: string;
  onSubmit: () => void;
  /** The connection test, shown beside what it tests. */
  connection: ReactNode;
}

type TextField = Exclude<keyof TenantDraft, "repeatBehaviour" | "obligations" | "timeZone" | "masksDebtors">;

/** Where a tenant's portfolios are sent, and how. */
export function TenantForm({
  draft,
  onChange,
  tokenLastFour,
  refusal,
  isBusy,
  submitLabel,
  onSubmit,
  connection,
}: TenantFormProps) {
  const t = useTranslations("admin.tenant");
  const errorOf = useFieldError(refusal);
  const text = (name: TextField) => ({
    name,
    value: draft[name],
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
  });
  const field = (name: Exclude<keyof TenantDraft, "obligations" | "masksDebtors">) => ({
    label: t(`fields.${name}.label`),
    hint: t(`fields.${name}.hint`),
    error: errorOf(name),
  });

  return (
    <FormFrame refusal={refusal} isBusy={isBusy} submitLabel={submitLabel} onSubmit={onSubmit}>
      <Section title={t("connectionTitle")} description={t("connectionText")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field {...field("name")}>
            <Input {...text("name")} autoComplete="off" />
          </Field>
          <Field {...field("operation")}>
            <Input {...text("operation")} autoComplete="off" spellCheck={false} />
          </Field>
          <Field {...field("server")}>
            <Input {...text("server")} autoComplete="off" spellCheck={false} placeholder="crm0001.wolkvox.com" />
          </Field>
          <Field
            {...field("token")}
            hint={tokenLastFour === null ? t("fields.token.hint") : t("fields.token.kept", { lastFour: tokenLastFour })}
            isOptional={tokenLastFour !== null}
          >
            <PasswordInput {...text("token")} autoComplete="off" />
          </Field>
        </div>
        <div className="mt-4">{connection}</div>
      </Section>
      <Section title={t("settingsTitle")} description={t("settingsText")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field {...field("batchSize")}>
            <Input {...text("batchSize")} inputMode="numeric" className="tabular-nums" />
          </Field>
          <Field {...field("callsAtOnce")}>
            <Input {...text("callsAtOnce")} inputMode="numeric" className="tabular-nums" />
          </Field>
          <Field {...field("country")}>
            <Input {...text("country")} maxLength={2} className="uppercase" />
          </Field>
          <Field {...field("currency")}>
            <Input {...text("currency")} maxLength={3} className="uppercase" />
          </Field>
          <Field {...field("repeatBehaviour")}>
            <Select
              value={draft.repeatBehaviour}
              onChange={(repeatBehaviour) => onChange({ ...draft, repeatBehaviour })}
              choices={repeatBehaviours.map((value) => ({ value, label: t(`repeatBehaviours.${value}`) }))}
            />
          </Field>
          <Field
            label={t("obligations.label")}
            hint={t(`obligations.meanings.${draft.obligations}`)}
            error={errorOf("obligations")}
          >
            <Select
              value={draft.obligations}
              onChange={(obligations) => onChange({ ...draft, obligations })}
              choices={obligationsBehaviours.map((value) => ({ value, label: t(`obligations.names.${value}`) }))}
            />
          </Field>
          <Field {...field("timeZone")}>
            <Combobox
              value={draft.timeZone}
              display={draft.timeZone}
              onChange={(timeZone) => onChange({ ...draft, timeZone })}
              groups={timeZoneGroups()}
            />
          </Field>
          <Field {...field("retentionDays")}>
            <Input {...text("retentionDays")} inputMode="numeric" className="tabular-nums" />
          </Field>
          <div className="sm:col-span-2">
            <Checkbox
              label={t("masksDebtors.label")}
              description={t("masksDebtors.hint")}
              checked={draft.masksDebtors}
              onCheckedChange={(masksDebtors) => onChange({ ...draft, masksDebtors })}
            />
          </div>
        </div>
      </Section>
    </FormFrame>
  );
}
