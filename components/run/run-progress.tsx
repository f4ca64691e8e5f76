"use client";

import { useFormatter, useTranslations } from "use-intl";
import { toSendOf } from "#lib/domain/outcome/control-sums.ts";
import type { GroupTotals, UploadView } from "#lib/domain/views/upload-view.ts";
import { Card } from "../ui/section.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { debtorsDone } from "./pace.ts";

const titles = {
  queued: "queuedTitle",
  running: "runningTitle",
  paused: "pausedTitle",
  stopped: "stoppedTitle",
} as const;

/**
 * How far a run is with whom it sends; `held` are not among them (`heldApart`). The figures change several times a second
 * and are not announced; a hidden line is, and it changes only with every tenth of the total.
 */
export function RunProgress({ view, held = null }: { view: UploadView; held?: GroupTotals | null }) {
  const t = useTranslations("outcome.run");
  const format = useFormatter();
  const out = held?.debtors ?? 0;
  const total = toSendOf(view).debtors - out;
  const done = debtorsDone(view) - out;
  const share = total === 0 ? 0 : done / total;
  const announced = () => {
    if (share === 1) return t("announceAll");
    // Of less than a tenth the figures above say how many.
    return share < 0.1
      ? ""
      : t("announce", { percent: format.number(Math.floor(share * 10) / 10, { style: "percent" }) });
  };
  const title = isHeldOrGoing(view.state) ? t(titles[view.state]) : t("runningTitle");

  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 className="text-lg font-semibold">{title}</h2>
        <p className="tabular-nums">
          <span className="font-semibold">{t("of", { done, total })}</span>{" "}
          <span className="text-text-muted">{t("debtorsWord")}</span>
          <span className="ml-3 inline-block w-10 text-right font-semibold">
            {format.number(Math.floor(share * 100) / 100, { style: "percent" })}
          </span>
        </p>
      </div>
      <div
        role="progressbar"
        aria-label={t("progress")}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={t("of", { done, total })}
        className="mt-3 h-2 overflow-hidden rounded-full bg-surface-sunken ring-1 ring-border ring-inset forced-colors:border"
      >
        <div
          className="h-full origin-left bg-accent forced-colors:bg-[Highlight] transition-transform duration-300 ease-out"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      {view.state === "paused" || view.state === "stopped" ? null : (
        <p className="mt-3 text-sm text-text-muted">
          {view.state === "queued" ? `${t("queuedText")} ` : null}
          {t("closeTab")}
        </p>
      )}
      <VisuallyHidden>
        <span aria-live="polite">{announced()}</span>
      </VisuallyHidden>
    </Card>
  );
}

function isHeldOrGoing(state: UploadView["state"]): state is keyof typeof titles {
  return Object.hasOwn(titles, state);
}
