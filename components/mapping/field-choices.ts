import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { type FieldCatalogue, fieldWords } from "#lib/i18n/field-words.ts";
import type { ComboboxGroup } from "../ui/combobox-choices.ts";
import { columnOfField } from "./edit-mapping.ts";

/** The choice that loads nothing. No field is called so: their ids begin with a level. */
export const doNotLoad = "do_not_load";

export interface ChoiceWords {
  readonly doNotLoad: string;
  readonly debtor: string;
  readonly obligation: string;
  readonly debtorCustom: string;
  readonly obligationCustom: string;
  usedBy(header: string): string;
}

/** Where a column can go, in groups: required fields are marked, and fields in use say whose they are. */
export function fieldChoices(input: {
  fields: readonly Field[];
  mapping: Mapping;
  headers: readonly string[];
  column: number;
  catalogue: FieldCatalogue;
  words: ChoiceWords;
}): ComboboxGroup<string>[] {
  const { fields, mapping, headers, column, catalogue, words } = input;
  const groups = [
    { label: words.debtor, of: (field: Field) => field.level === "debtor" && !field.isCustom },
    { label: words.obligation, of: (field: Field) => field.level === "obligation" && !field.isCustom },
    { label: words.debtorCustom, of: (field: Field) => field.level === "debtor" && field.isCustom },
    { label: words.obligationCustom, of: (field: Field) => field.level === "obligation" && field.isCustom },
  ];
  const choiceOf = (field: Field) => {
    const { label, description } = fieldWords(catalogue, field);
    const user = columnOfField(mapping, field.id);
    const note = user !== null && user !== column ? words.usedBy(headers[user] ?? "") : description;
    return {
      value: field.id,
      label: field.isRequired ? `${label} *` : label,
      ...(note === "" ? {} : { description: note }),
    };
  };
  return [
    { label: "", choices: [{ value: doNotLoad, label: words.doNotLoad }] },
    ...groups
      .map((group) => ({ label: group.label, choices: fields.filter(group.of).map(choiceOf) }))
      .filter((group) => group.choices.length > 0),
  ];
}
