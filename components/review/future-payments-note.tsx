"use client";

import { useTranslations } from "use-intl";
import type { FuturePayments } from "#lib/spreadsheet/protocol/review.ts";
import { Callout } from "../ui/callout.tsx";
import { Checkbox } from "../ui/form/checkbox.tsx";

export interface FuturePaymentsNoteProps {
  payments: FuturePayments;
  header: string;
  /** The user said that the dates are right. */
  isConfirmed: boolean;
  onConfirm: (isConfirmed: boolean) => void;
}

/** Asks whether dates of last payments are right that are nearly all in the future. */
export function FuturePaymentsNote({ payments, header, isConfirmed, onConfirm }: FuturePaymentsNoteProps) {
  const t = useTranslations("review.futurePayments");
  const { rows, ofRows } = payments;
  return (
    <Callout tone={isConfirmed ? "info" : "warning"} role="status" title={t("title", { header })}>
      <p>{t("evidence", { rows, ofRows })}</p>
      <p>{t("remedy")}</p>
      <Checkbox label={t("confirm")} checked={isConfirmed} onCheckedChange={onConfirm} />
    </Callout>
  );
}
