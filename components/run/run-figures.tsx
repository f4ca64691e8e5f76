"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { NumberText } from "../ui/number-text.tsx";
import { Stat, StatRow } from "../ui/stat.tsx";
import { DurationText } from "./duration-text.tsx";
import { HalvingLine } from "./halving-line.tsx";
import { paceOf, runLeftMs } from "./pace.ts";

export interface RunFiguresProps {
  view: UploadView;
  /** The server's time of `view`, ISO 8601. */
  at: string;
}

/** How fast a run is and when it will be over. */
export function RunFigures({ view, at }: RunFiguresProps) {
  const t = useTranslations("outcome.run");
  const format = useFormatter();
  const pace = paceOf(view.recent);
  // A run that was told to slow down waits and continues by turns, and its pace includes both.
  const isGoing = view.state === "running" && (view.waitReason === null || view.waitReason === "rate_limited");
  const left = isGoing ? runLeftMs(view, pace, Date.parse(at)) : null;

  return (
    <div>
      <StatRow>
        <Stat
          label={t("pace")}
          value={isGoing && pace !== null ? <NumberText value={Math.round(pace)} /> : "—"}
          detail={isGoing && pace === null ? t("paceWaiting") : t("paceUnit")}
        />
        <Stat
          label={t("timeLeft")}
          value={left === null ? "—" : <DurationText milliseconds={left} />}
          detail={
            left === null
              ? " "
              : t("timeLeftUntil", { time: format.dateTime(new Date(Date.parse(at) + left), { timeStyle: "short" }) })
          }
        />
        <Stat
          label={t("batches")}
          value={<NumberText value={view.batchesDone} />}
          unit={t("ofTotal", { total: view.batchCount })}
        />
        <Stat label={t("calls")} value={<NumberText value={view.callsMade} />} />
      </StatRow>
      <HalvingLine view={view} />
    </div>
  );
}
