"use client";

import { Trash2 } from "lucide-react";
import { useMessages, useTranslations } from "use-intl";
import type { Field as CrmField } from "#lib/domain/fields/field.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import { Combobox } from "../ui/form/combobox.tsx";
import { Field } from "../ui/form/field.tsx";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Input } from "../ui/form/input.tsx";
import { fieldGroups, plainFields } from "./field-groups.ts";
import type { DraftPart } from "./portfolio-form.tsx";

/** Values for fields that the file does not have: a box for each, and one that adds a field. */
export function DefaultValues({ draft, onChange, errorOf, fields }: DraftPart & { fields: readonly CrmField[] }) {
  const t = useTranslations("portfolios.form");
  const catalogue = useMessages().fields;
  const { defaults } = draft;
  const rest = plainFields(fields).filter(({ id }) => !(id in defaults));
  const labelOf = (id: string) => fieldWordsById(catalogue, id).label;
  const set = (id: string, value: string) => onChange({ ...draft, defaults: { ...defaults, [id]: value } });
  const remove = (id: string) =>
    onChange({ ...draft, defaults: Object.fromEntries(Object.entries(defaults).filter(([other]) => other !== id)) });
  return (
    <div className="flex flex-col gap-3">
      {Object.entries(defaults).map(([id, value]) => (
        <div key={id} className="flex items-end gap-2 sm:max-w-120">
          <Field label={labelOf(id)} error={errorOf(`defaults.${id}`)} className="min-w-0 flex-1">
            <Input value={value} autoComplete="off" onChange={(event) => set(id, event.target.value)} />
          </Field>
          <IconButton label={t("removeField", { field: labelOf(id) })} onClick={() => remove(id)}>
            <Trash2 aria-hidden />
          </IconButton>
        </div>
      ))}
      <Field label={t("addDefault")} isOptional className="sm:max-w-80">
        <Combobox value={null} groups={fieldGroups(rest, catalogue)} onChange={(id) => set(id, "")} />
      </Field>
    </div>
  );
}
