"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { Callout } from "../ui/callout.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { TextLink } from "../ui/text-link.tsx";
import type { WorkCorrection } from "./work.ts";

export interface CorrectionNoteProps {
  correction: WorkCorrection;
  summary: ReviewSummary;
  onSendsFewer: (sendsFewer: boolean) => void;
}

/** Why clients of a corrected report stay out; each has one issue, so counting issues counts clients. */
const reasons = [
  { reason: "unchanged", code: "correction_unchanged" },
  { reason: "accepted", code: "correction_accepted" },
  { reason: "unconfirmed", code: "correction_unconfirmed" },
  { reason: "in_retry", code: "correction_in_retry" },
  { reason: "superseded", code: "correction_superseded" },
] as const satisfies readonly { reason: string; code: IssueCode }[];

/**
 * Says that a report was recognised, what of it would be sent, and what stays out because of the upload it is of. On a phone, where it
 * would take the room of the rows, its title is one line until somebody asks for the rest.
 */
export function CorrectionNote({ correction, summary, onSendsFewer }: CorrectionNoteProps) {
  const t = useTranslations("drop.correction");
  const [isWhole, setWhole] = useState(false);
  const { uploadId, fileName, at, isErased, sendsFewer } = correction;
  const countOf = (code: IssueCode): number =>
    summary.groups.reduce((count, group) => (group.code === code ? count + group.count : count), 0);
  const staying = reasons.map(({ reason, code }) => ({ reason, count: countOf(code) }));
  const fewer = countOf("correction_fewer");
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
      <p className="flex flex-wrap gap-x-2">
        <span className="font-medium text-text">{t("goes", { count: summary.totals.staged.debtors })}</span>
        {staying
          .filter(({ count }) => count > 0)
          .map(({ reason, count }) => (
            <span key={reason}>{t(`stays.${reason}`, { count })}</span>
          ))}
      </p>
      {isErased ? <p>{t("erased")}</p> : null}
      {fewer === 0 && !sendsFewer ? null : (
        <Checkbox label={t("sendsFewer", { count: fewer })} checked={sendsFewer} onCheckedChange={onSendsFewer} />
      )}
    </Callout>
  );
}
