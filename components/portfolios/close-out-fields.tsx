"use client";

import { useMessages, useTranslations } from "use-intl";
import type { Field as CrmField } from "#lib/domain/fields/field.ts";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { Combobox } from "../ui/form/combobox.tsx";
import { Field } from "../ui/form/field.tsx";
import { Input } from "../ui/form/input.tsx";
import { closeOutFields, fieldGroups } from "./field-groups.ts";
import type { DraftPart } from "./portfolio-form.tsx";

/** No field's id: they all have a dot. */
const noField = "none";

/** What a close-out writes into an obligation that is gone. */
export function CloseOutFields({ draft, onChange, errorOf, fields }: DraftPart & { fields: readonly CrmField[] }) {
  const t = useTranslations("portfolios.form");
  const catalogue = useMessages().fields;
  const groups = [
    { label: "", choices: [{ value: noField, label: t("noCloseOutField") }] },
    ...fieldGroups(closeOutFields(fields), catalogue),
  ];
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <div className="sm:col-span-2">
        <Checkbox
          label={t("closeOutBalance")}
          description={t("closeOutBalanceHint")}
          checked={draft.closeOutBalance}
          onCheckedChange={(closeOutBalance) => onChange({ ...draft, closeOutBalance })}
        />
      </div>
      <Field label={t("closeOutField")} error={errorOf("closeOutFieldId")} isOptional>
        <Combobox
          value={draft.closeOutFieldId ?? noField}
          groups={groups}
          onChange={(id) => onChange({ ...draft, closeOutFieldId: id === noField ? null : id })}
        />
      </Field>
      {draft.closeOutFieldId === null ? null : (
        <Field label={t("closeOutValue")} hint={t("closeOutValueHint")} error={errorOf("closeOutValue")}>
          <Input
            name="closeOutValue"
            value={draft.closeOutValue}
            autoComplete="off"
            onChange={(event) => onChange({ ...draft, closeOutValue: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
