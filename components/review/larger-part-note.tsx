"use client";

import { useTranslations } from "use-intl";
import type { LargerPart } from "#lib/spreadsheet/protocol/review.ts";
import { Callout } from "../ui/callout.tsx";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { Money } from "../ui/money.tsx";

export interface LargerPartNoteProps {
  part: LargerPart;
  header: string;
  balanceHeader: string;
  currency: string;
  /** The user said that both columns are right. */
  isConfirmed: boolean;
  onConfirm: (isConfirmed: boolean) => void;
}

/** Asks whether a balance is right that is smaller than a part of it. */
export function LargerPartNote({ part, header, balanceHeader, currency, isConfirmed, onConfirm }: LargerPartNoteProps) {
  const t = useTranslations("review.largerPart");
  const { rows, ofRows, sum, sumOfPart } = part;
  return (
    <Callout
      tone={isConfirmed ? "info" : "warning"}
      role="status"
      title={t("title", { part: header, balance: balanceHeader })}
    >
      <p>{t("evidence", { rows, ofRows, part: header, balance: balanceHeader })}</p>
      <p>
        {t.rich("sums", {
          part: header,
          balance: balanceHeader,
          sum: () => <Money amount={sum} currency={currency} className="font-medium text-text" />,
          sumofpart: () => <Money amount={sumOfPart} currency={currency} className="font-medium text-text" />,
        })}
      </p>
      <p>{t("remedy")}</p>
      <Checkbox label={t("confirm")} checked={isConfirmed} onCheckedChange={onConfirm} />
    </Callout>
  );
}
