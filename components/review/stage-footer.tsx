"use client";

import { useTranslations } from "use-intl";
import { choiceCodes, finalHolds } from "#lib/domain/correction/correction.ts";
import { hasLeftOut } from "#lib/domain/debtors/control-counter.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { usePageActions } from "../ui/actions/use-page-actions.ts";
import { classNames } from "../ui/class-names.ts";
import { Button } from "../ui/form/button.tsx";

export interface StageFooterProps {
  summary: ReviewSummary;
  /** A correction is still being checked: its totals are not these. */
  isBusy: boolean;
  /** A change runs, whose decision the columns do not have yet. */
  isChanging: boolean;
  /** A question about the file waits for its answer. */
  isAsked: boolean;
  onBack: () => void;
  onStage: () => void;
}

/** What can be done if nobody would be sent: choose in the note of the correction, correct something, or nothing. */
function whyNobody({ heldBack, held, totals, unidentified }: ReviewSummary) {
  const countOf = (codes: readonly IssueCode[]) => codes.reduce((sum, code) => sum + (heldBack[code] ?? 0), 0);
  if (countOf(Object.values(choiceCodes).flat()) > 0) return "nothingCorrected";
  const { debtors } = totals.leftOut;
  if (unidentified > 0 || debtors === 0 || held.debtors + countOf(finalHolds) < debtors) return "nothing";
  return held.debtors === debtors ? "nothingHeld" : "nothingLeft";
}

/** The button that continues, with a sentence about what is left out. */
export function StageFooter({ summary, isBusy, isChanging, isAsked, onBack, onStage }: StageFooterProps) {
  const t = useTranslations("review.footer");
  const { leftOut, staged } = summary.totals;
  const isEmpty = staged.debtors === 0;
  const stage = t(isEmpty ? "nobody" : "stage");
  usePageActions({
    actions: [
      { id: "stage", label: stage, isEnabled: !isEmpty && !isAsked && !isBusy, run: onStage },
      { id: "back", label: t("back"), isEnabled: !isChanging, run: onBack },
    ],
  });
  return (
    <footer className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t border-border pt-3 lg:pt-2">
      <p
        role="status"
        className={classNames(
          "flex-1 basis-64 text-sm text-text-muted",
          // On a phone the totals above already say it, and the rows need the room.
          !isEmpty && !isAsked && "max-sm:sr-only",
        )}
      >
        {isEmpty
          ? t(whyNobody(summary))
          : isAsked
            ? t("asked")
            : !hasLeftOut(summary.totals)
              ? t("all", { debtors: staged.debtors })
              : t("some", {
                  debtors: staged.debtors,
                  leftOutDebtors: leftOut.debtors,
                  leftOutObligations: leftOut.obligations,
                  leftOutRows: leftOut.rows,
                  unidentified: summary.unidentified,
                })}
      </p>
      <Button aria-disabled={isChanging} onClick={onBack}>
        {t("back")}
      </Button>
      <Button variant="primary" disabled={isEmpty || isAsked} isBusy={isBusy} onClick={onStage}>
        {stage}
      </Button>
    </footer>
  );
}
