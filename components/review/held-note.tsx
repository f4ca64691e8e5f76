"use client";

import { useTranslations } from "use-intl";
import type { Totals } from "#lib/domain/debtors/debtor.ts";
import { Callout } from "../ui/callout.tsx";
import { Money } from "../ui/money.tsx";

export interface HeldNoteProps {
  held: Totals;
  /** null: no balance is loaded. */
  currency: string | null;
  /** How many there were before the list changed during the staging; absent if it has not. */
  before?: number | undefined;
}

/** How many debtors of the file are on the hold list, and what they owe: they are left out. */
export function HeldNote({ held, currency, before }: HeldNoteProps) {
  const t = useTranslations("review.held");
  const { debtors, obligations, balance } = held;
  return (
    <Callout tone="info" role="status" title={t("title", { debtors })}>
      {before === undefined ? null : <p>{t("moved", { before, now: debtors })}</p>}
      {debtors === 0 ? null : (
        <p>
          {t("text", { obligations })}
          {currency === null ? null : (
            <>
              {" · "}
              <Money amount={balance} currency={currency} />
            </>
          )}
        </p>
      )}
    </Callout>
  );
}
