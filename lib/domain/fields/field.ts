/** Where the CRM's JSON has a field: on the debtor, or on one of its obligations. */
export type FieldLevel = "debtor" | "obligation";

/** What a value must be; decides which cleaner reads the cells. */
export type FieldKind =
  | "identification"
  | "text"
  | "email"
  | "telephone"
  | "amount"
  | "date"
  | "days"
  | "number"
  | "list";

/** Formats that a date field of the CRM may have (documented for custom fields; standard ones are YYYY-MM-DD). */
export const dateFormats = ["YYYY-MM-DD", "YYYY-DD-MM", "DD-MM-YYYY", "MM-DD-YYYY"] as const;
export type DateFormat = (typeof dateFormats)[number];

/**
 * Permanent name of a field: `debtor.Email`, `obligation.total_balance`, `debtor.custom.Ciudad`. Mappings
 * store it, so a custom field that is deleted and declared again gets its columns back.
 */
export type FieldId = string;

/** A target that a column can be mapped to. */
export interface Field {
  readonly id: FieldId;
  readonly level: FieldLevel;
  /** The JSON key in the CRM's API; for a custom field exactly its visible label. */
  readonly apiKey: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  readonly isCustom: boolean;
  /** Only for `date`. */
  readonly dateFormat: DateFormat;
  /** Only for `list`: the values that the CRM allows, as it spells them. */
  readonly allowedValues: readonly string[];
}

/** A custom field of the CRM's Cobranzas module, declared by an admin: the API has no endpoint that lists them. */
export interface CustomFieldDeclaration {
  readonly level: FieldLevel;
  readonly label: string;
  readonly kind: Exclude<FieldKind, "identification">;
  readonly dateFormat: DateFormat;
  readonly allowedValues: readonly string[];
}
