import type { CustomFieldDeclaration } from "#lib/domain/fields/field.ts";
import type { CustomFieldView } from "#lib/domain/views/tenant-view.ts";

/** A custom field as its form holds it; one allowed value per line. */
export interface CustomFieldDraft extends Omit<CustomFieldDeclaration, "allowedValues"> {
  /** null: not declared yet. */
  readonly id: string | null;
  readonly allowedText: string;
}

export const customFieldKinds = [
  "text",
  "number",
  "amount",
  "date",
  "days",
  "list",
  "email",
  "telephone",
] as const satisfies readonly CustomFieldDeclaration["kind"][];

export const emptyCustomFieldDraft: CustomFieldDraft = {
  id: null,
  level: "debtor",
  label: "",
  kind: "text",
  dateFormat: "YYYY-MM-DD",
  allowedText: "",
};

export function customFieldDraftOf({ allowedValues, ...field }: CustomFieldView): CustomFieldDraft {
  return { ...field, allowedText: allowedValues.join("\n") };
}

/** The declaration of a draft; allowed values only if the kind is `list`. */
export function declarationOf({ id: _, allowedText, ...draft }: CustomFieldDraft): CustomFieldDeclaration {
  const lines = allowedText.split("\n").map((line) => line.trim());
  return { ...draft, allowedValues: draft.kind === "list" ? lines.filter((line) => line !== "") : [] };
}
