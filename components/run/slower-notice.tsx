"use client";

import { useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { Callout } from "../ui/callout.tsx";

const texts = { rate_limited: "slowerAsked", slow_answers: "slowerAnswers" } as const;

/** Why a run goes slower than it could, and what it is held to; nothing at its best, nor while it waits, for another box says why. */
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
      {/* The figures change with every answer: for the eye only. */}
      <p aria-live="off" className="tabular-nums">
        {t("slowerPace", pace)}
      </p>
    </Callout>
  );
}
