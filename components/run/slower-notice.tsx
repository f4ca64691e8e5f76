"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { Callout } from "../ui/callout.tsx";

const texts = { rate_limited: "slowerAsked", slow_answers: "slowerAnswers" } as const;

/**
 * Why a run is slower than it could be, and its current limit. Nothing at full speed, nor while it waits,
 * because another notice explains that.
 */
export function SlowerNotice({
  view: { state, slowdown, waitReason },
}: {
  view: Pick<UploadView, "state" | "slowdown" | "waitReason">;
}) {
  const t = useTranslations("outcome.run");
  if (state !== "running" || waitReason !== null || slowdown === undefined) return null;
  const pace = { seconds: slowdown.intervalMs / 1000, best: slowdown.bestIntervalMs / 1000 };
  return (
    <Callout tone="info" role="status" title={t("slowerTitle")}>
      <p>{t(texts[slowdown.reason])}</p>
      {/* The figures change with every reply: for the eye only. */}
      <p aria-live="off" className="tabular-nums">
        {t("slowerPace", pace)}
      </p>
    </Callout>
  );
}
