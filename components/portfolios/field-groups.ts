import { identificationField, obligationIdField, totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { type FieldCatalogue, fieldWords } from "#lib/i18n/field-words.ts";
import type { ComboboxGroup } from "../ui/form/combobox-choices.ts";

const keys = [identificationField, obligationIdField];

/** Fields that may be volatile or get a value by default: all but those that tell debtors and obligations apart. */
export function plainFields(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ id }) => !keys.includes(id));
}

/** Fields of an obligation that a close-out may write; its balance has a setting of its own. */
export function closeOutFields(fields: readonly Field[]): readonly Field[] {
  return plainFields(fields).filter(({ id, level }) => level === "obligation" && id !== totalBalanceField);
}

/** Fields as choices, those of debtors before those of obligations. */
export function fieldGroups(fields: readonly Field[], catalogue: FieldCatalogue): ComboboxGroup<string>[] {
  return (["debtor", "obligation"] as const).map((level) => ({
    label: catalogue.levels[level],
    choices: fields
      .filter((field) => field.level === level)
      .map((field) => ({ value: field.id, label: fieldWords(catalogue, field).label })),
  }));
}
