"use client";

import { useFormatter, useLocale } from "use-intl";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { FieldKind } from "#lib/domain/fields/field.ts";
import { decimalText } from "../ui/decimal-text.ts";

const numberKinds: ReadonlySet<FieldKind> = new Set(["amount", "days", "number"]);

export interface FieldValueProps {
  fieldId: string;
  /** As it was or is sent. */
  value: string;
  /** What the value is, if the field is a custom one: its kind is not known here. */
  customKind?: FieldKind;
}

/** A value as the reader's language writes it: amounts, numbers and dates with its marks, all else as sent. */
export function FieldValue({ fieldId, value, customKind = "text" }: FieldValueProps) {
  const locale = useLocale();
  const format = useFormatter();
  const kind = standardFields.find(({ id }) => id === fieldId)?.kind ?? customKind;
  if (kind === "date" && isDay(value)) {
    return (
      <time dateTime={value} className="whitespace-nowrap tabular-nums">
        {format.dateTime(new Date(value), { dateStyle: "medium", timeZone: "UTC" })}
      </time>
    );
  }
  const shown = numberKinds.has(kind) ? decimalText(locale, value, kind === "amount" ? 2 : 0) : null;
  if (shown === null) return <span className="[overflow-wrap:anywhere]">{value}</span>;
  return (
    <data value={value} className="whitespace-nowrap tabular-nums">
      {shown}
    </data>
  );
}

/** As the CRM's standard fields have days; `Date` takes the 31st of February for a day in March. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
