"use client";

import { useTranslations } from "use-intl";
import { Callout } from "../ui/callout.tsx";
import type { CurrencyColumn } from "./currency-columns.ts";

/** Says that amounts in another currency would go as the tenant's own; nothing where no column names one. */
export function CurrencyNote({ columns, own }: { columns: readonly CurrencyColumn[]; own: string }) {
  const t = useTranslations("mapping.currencies");
  if (columns.length === 0) return null;
  return (
    <Callout tone="warning" role="status" title={t("title")}>
      {columns.map(({ header, found }) => (
        <p key={header}>{t("column", { header, found, own })}</p>
      ))}
      <p>{t("remedy", { own })}</p>
    </Callout>
  );
}
