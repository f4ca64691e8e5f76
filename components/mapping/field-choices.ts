import type { Field } from "#lib/domain/fields/field.ts";
import { columnOfField } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { canJoin, partsOf } from "#lib/domain/mapping/answers/joined-columns.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { type FieldCatalogue, fieldWords } from "#lib/i18n/field-words.ts";
import type { ComboboxGroup } from "../ui/form/combobox-choices.ts";

/** The choice that loads nothing. It cannot be a field's id: those begin with a level. */
export const doNotLoad = "do_not_load";

const joinPrefix = "join ";

/** The field that a choice joins a column to, or null for any other choice. */
export function joinedFieldOf(choice: string): string | null {
  return choice.startsWith(joinPrefix) ? choice.slice(joinPrefix.length) : null;
}

export interface ChoiceWords {
  readonly doNotLoad: string;
  readonly debtor: string;
  readonly obligation: string;
  readonly debtorCustom: string;
  readonly obligationCustom: string;
  readonly join: string;
  usedBy(header: string): string;
  joinTo(field: string): string;
}

/**
 * The fields that a column can be mapped to, in groups: required ones are marked, and those in use name their
 * column.
 */
export function fieldChoices(input: {
  fields: readonly Field[];
  mapping: Mapping;
  headers: readonly string[];
  column: number;
  /** The repeated group that the column would belong to as this field. */
  groupOf: (field: Field) => number;
  catalogue: FieldCatalogue;
  words: ChoiceWords;
}): ComboboxGroup<string>[] {
  const { fields, mapping, headers, column, groupOf, catalogue, words } = input;
  const joins = fields.filter(canJoin).flatMap((field) => {
    const parts = partsOf(mapping, { field: field.id, group: groupOf(field) });
    if (parts.length === 0 || parts.includes(column)) return [];
    const label = words.joinTo(fieldWords(catalogue, field).label);
    return [{ value: joinPrefix + field.id, label, description: parts.map((part) => headers[part] ?? "").join(" + ") }];
  });
  const groups = [
    { label: words.debtor, of: (field: Field) => field.level === "debtor" && !field.isCustom },
    { label: words.obligation, of: (field: Field) => field.level === "obligation" && !field.isCustom },
    { label: words.debtorCustom, of: (field: Field) => field.level === "debtor" && field.isCustom },
    { label: words.obligationCustom, of: (field: Field) => field.level === "obligation" && field.isCustom },
  ];
  const choiceOf = (field: Field) => {
    const { label, description } = fieldWords(catalogue, field);
    const user = columnOfField(mapping, field.id, groupOf(field));
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
      .map(({ label, of }) => ({ label, choices: fields.filter(of).map(choiceOf) }))
      .filter(({ choices }) => choices.length > 0),
    ...(joins.length === 0 ? [] : [{ label: words.join, choices: joins }]),
  ];
}
