/** Where a field stands in the remote's JSON: on the debtor, or on one of its obligations. */
export type FieldLevel = "debtor" | "obligation";

/** What a value must be, and so which cleaner reads its cells. */
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

/** The formats a date field of the CRM may have (documented for custom fields; standard ones are YYYY-MM-DD). */
export const dateFormats = ["YYYY-MM-DD", "YYYY-DD-MM", "DD-MM-YYYY", "MM-DD-YYYY"] as const;
export type DateFormat = (typeof dateFormats)[number];

/**
 * Names a field for ever: `debtor.Email`, `obligation.total_balance`, `debtor.custom.Ciudad`.
 * It is what mappings store, so a custom field that is deleted and declared again finds its columns.
 */
export type FieldId = string;

/** A target that a column can be mapped to. */
export interface Field {
  readonly id: FieldId;
  readonly level: FieldLevel;
  /** The JSON key of the remote. For a custom field this is its visible label, exactly. */
  readonly apiKey: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  readonly isCustom: boolean;
  /** Only for `date`. */
  readonly dateFormat: DateFormat;
  /** Only for `list`: the values the CRM allows, as it spells them. */
  readonly allowedValues: readonly string[];
}

/** A field of the CRM's Cobranzas module that an admin has declared; the API has no endpoint that lists them. */
export interface CustomFieldDeclaration {
  readonly level: FieldLevel;
  readonly label: string;
  readonly kind: Exclude<FieldKind, "identification">;
  readonly dateFormat: DateFormat;
  readonly allowedValues: readonly string[];
}
