"use client";

import { TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { CutOffReport } from "#lib/spreadsheet/protocol/review.ts";
import { Button } from "../../ui/form/button.tsx";
import { alignedWithText } from "../../ui/form/button-classes.ts";
import { Popover } from "../../ui/overlay/popover.tsx";
import type { CutOffDecision } from "../group-policies.ts";
import { CutOffForm } from "./cut-off-form.tsx";
import { useCutOffWords, useDayText } from "./cut-off-words.ts";

export interface CutOffProps {
  cutOff: CutOffReport;
  /** The rows are those of a corrected report: their day is that of the load it corrects. */
  isCorrection: boolean;
  onDecide: (decision: CutOffDecision) => void;
}

/**
 * The day on which the sender closed the file, how it is known, and a way to change it: days in arrears are
 * checked against it.
 */
export function CutOff({ cutOff, isCorrection, onDecide }: CutOffProps) {
  const t = useTranslations("review.cutOff");
  const write = useDayText();
  const words = useCutOffWords(cutOff, isCorrection);
  const [isOpen, setOpen] = useState(false);
  const { found, stated, day } = cutOff;
  // The file's day: the one its titles state, else the one computed from its rows. Anything else is the
  // user's choice.
  const usual = stated?.day ?? found?.day;
  const offered = [...new Set([...(stated?.days ?? []), ...(found === null ? [] : [found.day])])];
  return (
    <section aria-label={t("title")} className="border-b border-border px-4 py-2 lg:px-3">
      <div className="flex items-center justify-between gap-4">
        <p className="text-sm font-medium">
          {t("title")}: <span className="tabular-nums">{day === null ? t("none") : write(day)}</span>
        </p>
        <Popover
          open={isOpen}
          onOpenChange={setOpen}
          label={t("title")}
          align="end"
          trigger={
            <Button size="sm" variant="ghost" className={alignedWithText}>
              {t("change")}
            </Button>
          }
        >
          <CutOffForm
            day={day ?? usual ?? ""}
            found={offered
              .filter((candidate) => candidate !== day)
              .map((candidate) => ({ text: write(candidate), cutOff: candidate === usual ? undefined : candidate }))}
            isUsed={day !== null}
            onDecide={(chosen) => {
              setOpen(false);
              onDecide({ kind: "cut_off", cutOff: chosen });
            }}
          />
        </Popover>
      </div>
      {words.map(({ text, isDifference }) => (
        <p key={text} className={isDifference ? "flex gap-1 text-xs text-warning" : "text-xs text-text-muted"}>
          {isDifference ? <TriangleAlert aria-hidden className="mt-0.5 size-3 shrink-0" /> : null}
          <span className="min-w-0 break-words">{text}</span>
        </p>
      ))}
    </section>
  );
}
