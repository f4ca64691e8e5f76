"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Field as CrmField } from "#lib/domain/fields/field.ts";
import { FormFrame } from "../admin/form-frame.tsx";
import type { FormRefusal } from "../admin/form-refusal.ts";
import { useFieldError } from "../admin/use-field-error.ts";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { Section } from "../ui/section.tsx";
import { CloseOutFields } from "./close-out-fields.tsx";
import { DefaultValues } from "./default-values.tsx";
import { ExpectedDays } from "./expected-days.tsx";
import type { PortfolioDraft } from "./portfolio-draft.ts";
import { ThresholdFields } from "./threshold-fields.tsx";
import { VolatileFields } from "./volatile-fields.tsx";

export interface PortfolioFormProps {
  draft: PortfolioDraft;
  onChange: (draft: PortfolioDraft) => void;
  /** All fields of the tenant. */
  fields: readonly CrmField[];
  /** IANA name of the clocks by which loads are expected. */
  timeZone: string;
  refusal: FormRefusal | null;
  isBusy: boolean;
  submitLabel: string;
  onSubmit: () => void;
  /** The way back without saving. */
  actions?: ReactNode;
}

/** One section's part of the draft, and what to call with a changed one. */
export interface DraftPart {
  draft: PortfolioDraft;
  onChange: (draft: PortfolioDraft) => void;
  /** The words for the error of a field. */
  errorOf: (field: string) => string | undefined;
}

/** What a creditor sends again and again: its name, when it is expected, and how its loads are checked. */
export function PortfolioForm({
  draft,
  onChange,
  fields,
  timeZone,
  refusal,
  isBusy,
  submitLabel,
  onSubmit,
  actions,
}: PortfolioFormProps) {
  const t = useTranslations("portfolios.form");
  const errorOf = useFieldError(refusal);
  const part: DraftPart = { draft, onChange, errorOf };
  const text = (name: "name" | "creditor" | "expectedTime" | "fullSendDays") => ({
    name,
    value: draft[name],
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [name]: event.target.value }),
  });

  return (
    <FormFrame refusal={refusal} isBusy={isBusy} submitLabel={submitLabel} onSubmit={onSubmit} actions={actions}>
      <Section title={t("portfolioTitle")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("name")} hint={t("nameHint")} error={errorOf("name")}>
            <Input {...text("name")} autoComplete="off" />
          </Field>
          <Field label={t("creditor")} hint={t("creditorHint")} error={errorOf("creditor")} isOptional>
            <Input {...text("creditor")} autoComplete="off" />
          </Field>
        </div>
      </Section>
      <Section title={t("expectedTitle")} description={t("expectedText")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <ExpectedDays {...part} />
          <Field label={t("time")} hint={t("timeHint", { timeZone })} error={errorOf("expectedMinute")} isOptional>
            <Input {...text("expectedTime")} type="time" className="tabular-nums" />
          </Field>
          <Field label={t("fullSendDays")} hint={t("fullSendDaysHint")} error={errorOf("fullSendDays")}>
            <Input {...text("fullSendDays")} inputMode="numeric" className="tabular-nums" />
          </Field>
        </div>
      </Section>
      <Section title={t("volatileTitle")} description={t("volatileText")}>
        <VolatileFields {...part} fields={fields} />
      </Section>
      <Section title={t("defaultsTitle")} description={t("defaultsText")}>
        <DefaultValues {...part} fields={fields} />
      </Section>
      <Section title={t("closeOutTitle")} description={t("closeOutText")}>
        <CloseOutFields {...part} fields={fields} />
      </Section>
      <Section title={t("thresholdsTitle")} description={t("thresholdsText")}>
        <ThresholdFields {...part} />
      </Section>
    </FormFrame>
  );
}
