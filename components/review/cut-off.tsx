"use client";

import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { CutOffReport } from "#lib/spreadsheet/protocol/review.ts";
import { Button } from "../ui/button.tsx";
import { alignedWithText } from "../ui/button-classes.ts";
import { Popover } from "../ui/popover.tsx";
import { CutOffForm } from "./cut-off-form.tsx";
import type { CutOffDecision } from "./group-policies.ts";

export interface CutOffProps {
  cutOff: CutOffReport;
  onDecide: (decision: CutOffDecision) => void;
}

/** On which day the sender closed the file, how that is known, and a way to say otherwise: days in arrears are held against it. */
export function CutOff({ cutOff, onDecide }: CutOffProps) {
  const t = useTranslations("review.cutOff");
  const format = useFormatter();
  const [isOpen, setOpen] = useState(false);
  const { found, day } = cutOff;
  const write = (date: string) =>
    format.dateTime(new Date(`${date}T00:00:00Z`), {
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
      timeZone: "UTC",
    });
  const evidence =
    found === null
      ? t(day === null ? "notFound" : "chosenAlone")
      : day === found.day
        ? t("evidence", {
            // Rounded down: where one row says otherwise it is not 100 %.
            share: format.number(Math.floor((found.agreeing / found.obligations) * 1_000) / 1_000, {
              style: "percent",
              maximumFractionDigits: 1,
            }),
            count: found.obligations,
          })
        : t(day === null ? "unused" : "chosen", { day: write(found.day) });
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
            day={day ?? found?.day ?? ""}
            found={found === null || found.day === day ? null : { day: found.day, text: write(found.day) }}
            isUsed={day !== null}
            onDecide={(chosen) => {
              setOpen(false);
              onDecide({ kind: "cut_off", cutOff: chosen });
            }}
          />
        </Popover>
      </div>
      <p className="text-xs text-text-muted">{evidence}</p>
    </section>
  );
}
