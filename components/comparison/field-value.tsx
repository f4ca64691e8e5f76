"use client";

import { useLocale } from "use-intl";
import { standardFields } from "#lib/domain/fields/catalogue.ts";

const numberKinds: ReadonlySet<string> = new Set(["amount", "days", "number"]);

export interface FieldValueProps {
  fieldId: string;
  /** As it was or is sent. */
  value: string;
}

/** A value as the reader's language writes it: amounts and numbers with its marks, all else as sent. */
export function FieldValue({ fieldId, value }: FieldValueProps) {
  const locale = useLocale();
  const kind = standardFields.find(({ id }) => id === fieldId)?.kind ?? "text";
  if (!numberKinds.has(kind) || !isDecimal(value)) return <span className="[overflow-wrap:anywhere]">{value}</span>;
  const digits = kind === "amount" ? { minimumFractionDigits: 2 } : {};
  return (
    <data value={value} className="whitespace-nowrap tabular-nums">
      {new Intl.NumberFormat(locale, { maximumFractionDigits: 2, ...digits }).format(value)}
    </data>
  );
}

/** `Intl` gets the string itself, so that no amount passes through a float. */
function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}
