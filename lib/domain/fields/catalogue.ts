import type { CustomFieldDeclaration, Field, FieldId, FieldKind, FieldLevel } from "./field.ts";

const noValues: readonly string[] = Object.freeze([]);

function standard(level: FieldLevel, apiKey: string, kind: FieldKind, isRequired: boolean): Field {
  return Object.freeze({
    id: `${level}.${apiKey}`,
    level,
    apiKey,
    kind,
    isRequired,
    isCustom: false,
    dateFormat: "YYYY-MM-DD",
    allowedValues: noValues,
  });
}

export const identificationField: FieldId = "debtor.Identification";
export const nameField: FieldId = "debtor.Name";
export const obligationIdField: FieldId = "obligation.id";
export const totalBalanceField: FieldId = "obligation.total_balance";

/**
 * The fields that every operation has, in the order of the CRM's documentation, which is also the order they are
 * sent in. `obligation.id` is an identification too: a credit number stored as a number loses digits just the same.
 */
export const standardFields: readonly Field[] = Object.freeze([
  standard("debtor", "Identification", "identification", true),
  standard("debtor", "Name", "text", true),
  standard("debtor", "Email", "email", true),
  standard("debtor", "Telephone", "telephone", true),
  standard("debtor", "Address", "text", false),
  standard("obligation", "id", "identification", true),
  standard("obligation", "name", "text", true),
  standard("obligation", "total_balance", "amount", false),
  standard("obligation", "expiring_date", "date", false),
  standard("obligation", "days_delay", "days", false),
  standard("obligation", "portfolio_type", "text", false),
  standard("obligation", "last_pay", "amount", false),
  standard("obligation", "last_pay_date", "date", false),
  standard("obligation", "balance_payment", "amount", false),
]);

/** The field of an admin's declaration. Its JSON key is the label, byte for byte. */
export function customField(declaration: CustomFieldDeclaration): Field {
  return Object.freeze({
    id: `${declaration.level}.custom.${declaration.label}`,
    level: declaration.level,
    apiKey: declaration.label,
    kind: declaration.kind,
    isRequired: false,
    isCustom: true,
    dateFormat: declaration.dateFormat,
    allowedValues: declaration.allowedValues,
  });
}

/** All targets of a tenant: the standard fields, then its custom ones in the order declared. */
export function fieldsOf(declarations: readonly CustomFieldDeclaration[]): readonly Field[] {
  return Object.freeze([...standardFields, ...declarations.map(customField)]);
}

/**
 * Whether a custom label equals a JSON key that the API already defines at that level. The object would then
 * have one key twice, and nobody knows which value the CRM keeps.
 */
export function isReservedLabel(level: FieldLevel, label: string): boolean {
  return (
    (level === "debtor" && label === "Obligations") ||
    standardFields.some((field) => field.level === level && field.apiKey === label)
  );
}
