"use client";

import { useTranslations } from "use-intl";
import type { CurrencyColumn } from "#lib/domain/mapping/answers/currency-columns.ts";
import type { NamedCurrency, SaidCurrency } from "#lib/domain/mapping/said-currency.ts";
import { Callout } from "../ui/callout.tsx";

interface CurrencyNoteProps {
  columns: readonly CurrencyColumn[];
  /** The currency named by a title or a note. */
  said: SaidCurrency | undefined;
  /** The currency in the sheet's or the file's name. */
  named: NamedCurrency | undefined;
  own: string;
}

/**
 * Warns that amounts in another currency would be sent as the tenant's own; nothing if no column, row or
 * name names one.
 */
export function CurrencyNote({ columns, said, named, own }: CurrencyNoteProps) {
  const t = useTranslations("mapping.currencies");
  if (columns.length === 0 && said === undefined && named === undefined) return null;
  return (
    <Callout tone="warning" role="status" title={t("title")}>
      {columns.map(({ header, found }) => (
        <p key={header}>{t("column", { header, found, own })}</p>
      ))}
      {said === undefined ? null : <p>{t("row", { ...said, own })}</p>}
      {named === undefined ? null : <p>{t(named.by, { name: named.name, found: named.found, own })}</p>}
      <p>{t("remedy", { own })}</p>
    </Callout>
  );
}
