"use client";

import { useTranslations } from "use-intl";
import type { CurrencyColumn } from "#lib/domain/mapping/answers/currency-columns.ts";
import type { SaidCurrency } from "#lib/domain/mapping/said-currency.ts";
import { Callout } from "../ui/callout.tsx";

interface CurrencyNoteProps {
  columns: readonly CurrencyColumn[];
  /** A title or a note that names one. */
  said: SaidCurrency | undefined;
  own: string;
}

/** Says that amounts in another currency would go as the tenant's own; nothing where neither a column nor a row names one. */
export function CurrencyNote({ columns, said, own }: CurrencyNoteProps) {
  const t = useTranslations("mapping.currencies");
  if (columns.length === 0 && said === undefined) return null;
  return (
    <Callout tone="warning" role="status" title={t("title")}>
      {columns.map(({ header, found }) => (
        <p key={header}>{t("column", { header, found, own })}</p>
      ))}
      {said === undefined ? null : <p>{t("row", { ...said, own })}</p>}
      <p>{t("remedy", { own })}</p>
    </Callout>
  );
}
