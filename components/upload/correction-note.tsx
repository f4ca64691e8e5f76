"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { type CorrectionChoices, choiceCodes } from "#lib/domain/correction/correction.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { Callout } from "../ui/callout.tsx";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { IconButton } from "../ui/form/icon-button.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { ReportFigures } from "../uploads/report-figures.tsx";
import { useNoticeWords } from "./found/finding-words.ts";
import { HoldersList } from "./holders-list.tsx";
import type { WorkCorrection } from "./work.ts";

export interface CorrectionNoteProps {
  correction: WorkCorrection;
  summary: ReviewSummary;
  /** The notices of reading the report: it is reviewed without a look at its columns. */
  notices: ReadingReport["notices"];
  onChoose: (choices: CorrectionChoices) => void;
}

/** Why debtors of a corrected report are not sent. */
const reasons = [
  { reason: "held", code: "debtor_held" },
  { reason: "unchanged", code: "correction_unchanged" },
  { reason: "accepted", code: "correction_accepted" },
  { reason: "unconfirmed", code: "correction_unconfirmed" },
  { reason: "in_retry", code: "correction_in_retry" },
  { reason: "superseded", code: "correction_superseded" },
] as const satisfies readonly { reason: string; code: IssueCode }[];

const choices = Object.keys(choiceCodes) as (keyof CorrectionChoices)[];

/**
 * Shows that a report was recognised, what of it would be sent, and what is held back because of its upload.
 * On a phone, where it would take the room of the rows, its title is one line until the user opens it.
 */
export function CorrectionNote({ correction, summary, notices, onChoose }: CorrectionNoteProps) {
  const t = useTranslations("drop.correction");
  const noticeWords = useNoticeWords();
  const [isWhole, setWhole] = useState(false);
  const { uploadId, fileName, at, isErased } = correction;
  const countOf = (codes: readonly IssueCode[]): number =>
    codes.reduce((count, code) => count + (summary.heldBack[code] ?? 0), 0);
  const differing = countOf(["debtor_values_differ"]);
  const staying = reasons
    .filter(({ reason }) => reason !== "unchanged" || !correction.choices.sendsUnchanged)
    .map(({ reason, code }) => ({ reason, count: countOf([code]) }))
    .filter(({ count }) => count > 0);
  // The remaining left-out debtors have errors, or need a decision below.
  const others = summary.totals.leftOut.debtors - staying.reduce((sum, { count }) => sum + count, 0);
  const { unidentified } = summary;
  return (
    <Callout
      tone="info"
      role="status"
      title={
        <span className={isWhole ? "" : "max-sm:block max-sm:truncate"}>
          {t("title", { file: fileName, at: new Date(at) })}
        </span>
      }
      action={
        <>
          <TextLink href={`/uploads/${uploadId}`} className={isWhole ? "touch-target" : "max-sm:hidden"}>
            {t("open")}
          </TextLink>
          <span className="sm:hidden">
            <IconButton label={t("whole")} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
              {isWhole ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
            </IconButton>
          </span>
        </>
      }
      className={isWhole ? "" : "max-sm:flex-nowrap"}
    >
      {summary.report === null ? null : (
        <p className="flex flex-wrap gap-x-2">
          <ReportFigures {...summary.report} />
        </p>
      )}
      <p className="flex flex-wrap gap-x-2">
        <span className="font-medium text-text">{t("goes", { count: summary.totals.staged.debtors })}</span>
        {staying.length === 0 && others <= 0 && unidentified === 0 ? null : <span>{t("staying")}</span>}
        {staying.map(({ reason, count }) => (
          <span key={reason}>{t(`stays.${reason}`, { count })}</span>
        ))}
        {others > 0 ? <span>{t("staysOtherwise", { count: others })}</span> : null}
        {unidentified > 0 ? <span>{t("staysUnidentified", { count: unidentified })}</span> : null}
      </p>
      <div className={isWhole ? "" : "max-sm:hidden"}>
        <HoldersList holders={correction.holders} count={countOf(["correction_in_retry"])} />
      </div>
      {differing === 0 ? null : <p>{t("differing", { count: differing })}</p>}
      {isErased ? <p>{t("erased")}</p> : null}
      {notices.map((notice) => (
        <p key={noticeWords(notice)} className={isWhole ? "" : "max-sm:line-clamp-1"}>
          {noticeWords(notice)}
        </p>
      ))}
      {choices.map((choice) => {
        const count = countOf(choiceCodes[choice]);
        const isChosen = correction.choices[choice];
        return count === 0 && !isChosen ? null : (
          <Checkbox
            key={choice}
            label={t(choice, { count })}
            checked={isChosen}
            onCheckedChange={(isSaid) => onChoose({ ...correction.choices, [choice]: isSaid })}
          />
        );
      })}
    </Callout>
  );
}
