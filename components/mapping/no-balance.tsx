"use client";

import { useTranslations } from "use-intl";
import { totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import type { UnplacedColumn } from "#lib/domain/mapping/answers/unplaced-columns.ts";
import { Callout } from "../ui/callout.tsx";

/**
 * Warns that no column provides the balance, so obligations would be sent without one. It is not required and
 * blocks nothing.
 */
export function NoBalance({ unplaced }: { unplaced: readonly UnplacedColumn[] }) {
  const t = useTranslations("mapping.noBalance");
  const candidates = unplaced.filter(({ field }) => field === totalBalanceField);
  return (
    <Callout tone="warning" title={t("title")}>
      <p>
        {t("text")}
        {candidates.length === 0 ? null : <> {t("perhaps")}</>}
        {candidates.map(({ column, header }) => (
          <a key={column} href={`#column-${column}`} className="ml-2 font-medium text-accent underline">
            {header}
          </a>
        ))}
      </p>
    </Callout>
  );
}
