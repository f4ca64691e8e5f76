"use client";

import { useTranslations } from "use-intl";
import { dateFormats } from "#lib/domain/fields/field.ts";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { Select } from "../ui/form/select.tsx";
import { Textarea } from "../ui/form/textarea.tsx";
import { Dialog } from "../ui/overlay/dialog.tsx";
import { type CustomFieldDraft, customFieldKinds } from "./custom-field-draft.ts";
import { FormFrame } from "./form-frame.tsx";
import type { FormRefusal } from "./form-refusal.ts";
import { useFieldError } from "./use-field-error.ts";

export interface CustomFieldDialogProps {
  draft: CustomFieldDraft;
  onChange: (draft: CustomFieldDraft) => void;
  refusal: FormRefusal | null;
  isBusy: boolean;
  onClose: () => void;
  onSubmit: () => void;
}

const levels = ["debtor", "obligation"] as const;

/** Declares a field that the CRM has but its API does not list, or changes one. */
export function CustomFieldDialog({ draft, onChange, refusal, isBusy, onClose, onSubmit }: CustomFieldDialogProps) {
  const t = useTranslations("admin.customFields");
  const common = useTranslations("common");
  const errorOf = useFieldError(refusal);
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t(draft.id === null ? "declareTitle" : "editTitle")}
      description={t("dialogText")}
    >
      <FormFrame refusal={refusal} isBusy={isBusy} submitLabel={common("save")} onSubmit={onSubmit}>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("level")} hint={t("levelHint")} error={errorOf("level")}>
            <Select
              value={draft.level}
              isDisabled={draft.id !== null}
              onChange={(level) => onChange({ ...draft, level })}
              choices={levels.map((value) => ({ value, label: t(`levels.${value}`) }))}
            />
          </Field>
          <Field label={t("kind")} hint={t("kindHint")} error={errorOf("kind")}>
            <Select
              value={draft.kind}
              onChange={(kind) => onChange({ ...draft, kind })}
              choices={customFieldKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            />
          </Field>
          <Field label={t("label")} hint={t("labelHint")} error={errorOf("label")} className="sm:col-span-2">
            <Input
              name="label"
              value={draft.label}
              onChange={(event) => onChange({ ...draft, label: event.target.value })}
              autoComplete="off"
              autoFocus
            />
          </Field>
          {draft.kind === "date" ? (
            <Field label={t("dateFormat")} hint={t("dateFormatHint")} error={errorOf("dateFormat")}>
              <Select
                value={draft.dateFormat}
                onChange={(dateFormat) => onChange({ ...draft, dateFormat })}
                choices={dateFormats.map((value) => ({ value, label: value }))}
              />
            </Field>
          ) : null}
          {draft.kind === "list" ? (
            <Field
              label={t("allowedValues")}
              hint={t("allowedValuesHint")}
              error={errorOf("allowedValues")}
              className="sm:col-span-2"
            >
              <Textarea
                value={draft.allowedText}
                rows={5}
                onChange={(event) => onChange({ ...draft, allowedText: event.target.value })}
              />
            </Field>
          ) : null}
        </div>
      </FormFrame>
    </Dialog>
  );
}
