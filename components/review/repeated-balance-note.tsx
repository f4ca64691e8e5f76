"use client";

import { useTranslations } from "use-intl";
import type { RepeatedBalance } from "#lib/spreadsheet/protocol/review.ts";
import { Callout } from "../ui/callout.tsx";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { Money } from "../ui/money.tsx";

export interface RepeatedBalanceNoteProps {
  repeated: RepeatedBalance;
  header: string;
  currency: string;
  /** The user said that each obligation owes that much. */
  isConfirmed: boolean;
  onConfirm: (isConfirmed: boolean) => void;
}

/** Asks whether a balance that is the same on all of a client's obligations is theirs or the client's total. */
export function RepeatedBalanceNote({ repeated, header, currency, isConfirmed, onConfirm }: RepeatedBalanceNoteProps) {
  const t = useTranslations("review.repeated");
  const { debtors, ofDebtors, sum, once } = repeated;
  return (
    <Callout tone={isConfirmed ? "info" : "warning"} role="status" title={t("title", { header })}>
      <p>{t("evidence", { debtors, ofDebtors })}</p>
      <p>
        {t.rich("sums", {
          sum: () => <Money amount={sum} currency={currency} className="font-medium text-text" />,
          once: () => <Money amount={once} currency={currency} className="font-medium text-text" />,
        })}
      </p>
      <p>{t("remedy")}</p>
      <Checkbox label={t("confirm")} checked={isConfirmed} onCheckedChange={onConfirm} />
    </Callout>
  );
}
