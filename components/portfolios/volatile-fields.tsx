"use client";

import { X } from "lucide-react";
import { useMessages, useTranslations } from "use-intl";
import type { Field as CrmField } from "#lib/domain/fields/field.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import { Combobox } from "../ui/form/combobox.tsx";
import { Field } from "../ui/form/field.tsx";
import { IconButton } from "../ui/form/icon-button.tsx";
import { fieldGroups, plainFields } from "./field-groups.ts";
import type { DraftPart } from "./portfolio-form.tsx";

/** The fields that change every day without news: a list, and a box that adds to it. */
export function VolatileFields({ draft, onChange, errorOf, fields }: DraftPart & { fields: readonly CrmField[] }) {
  const t = useTranslations("portfolios.form");
  const catalogue = useMessages().fields;
  const chosen = draft.volatileFields;
  const rest = plainFields(fields).filter(({ id }) => !chosen.includes(id));
  const labelOf = (id: string) => fieldWordsById(catalogue, id).label;
  return (
    <div className="flex flex-col gap-3">
      {chosen.length === 0 ? (
        <p className="text-text-muted">{t("noVolatile")}</p>
      ) : (
        <ul aria-label={t("volatileTitle")} className="flex flex-wrap gap-2">
          {chosen.map((id) => (
            <li key={id} className="flex items-center gap-1 rounded-md border border-border pl-2.5">
              {labelOf(id)}
              <IconButton
                label={t("removeField", { field: labelOf(id) })}
                size="sm"
                onClick={() => onChange({ ...draft, volatileFields: chosen.filter((other) => other !== id) })}
              >
                <X aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <Field label={t("addVolatile")} error={errorOf("volatileFields")} isOptional className="sm:max-w-80">
        <Combobox
          value={null}
          groups={fieldGroups(rest, catalogue)}
          onChange={(id) => onChange({ ...draft, volatileFields: [...chosen, id] })}
        />
      </Field>
    </div>
  );
}
