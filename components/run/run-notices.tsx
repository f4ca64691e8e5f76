"use client";

import type { ReactNode } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { toldStop } from "#lib/domain/outcome/run-reasons.ts";
import { isOneOf, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { Callout } from "../ui/callout.tsx";
import { durationText } from "./duration-text.tsx";
import { useServerNow } from "./use-server-now.ts";

/**
 * Why a run is not moving, until when, and who can do what about it; nothing while it moves. `at`: the time
 * of `view`.
 */
export function RunNotices({ view, at, action }: { view: UploadView; at: string; action?: ReactNode }) {
  const t = useTranslations("outcome.run");
  const words = useReasonWords();

  const reason = toldStop(view);
  if (reason !== null && isOneOf(uploadGroups.held, view.state)) {
    const isByRun = view.stopReason !== null;
    const title = t(view.state === "stopped" ? "stopTitle" : isByRun ? "pausedByRun" : "pausedTitle");
    return (
      <Callout tone="error" role="alert" title={`${title}: ${lowerFirst(words.reason(reason))}`} action={action}>
        <p>{words.remedy(reason)}</p>
        {view.stopDetail === null ? null : <RemoteText text={view.stopDetail} className="mt-2" />}
      </Callout>
    );
  }
  // Its turn would only stop it.
  if (view.stopHolds !== undefined)
    return (
      <Callout tone="error" role="alert" title={words.reason(view.stopHolds)} action={action}>
        <p>{words.remedy(view.stopHolds)}</p>
      </Callout>
    );
  const isRun = view.state === "running" || view.state === "queued";
  if (view.waitReason !== null && (isRun || view.isReadingBack === true)) {
    const title = isRun ? t("waitTitle") : t("lookupWaitTitle");
    return (
      <Callout tone="warning" role="status" title={`${title}: ${lowerFirst(words.reason(view.waitReason))}`}>
        {view.waitUntil === null ? null : <WaitEnd until={view.waitUntil} at={at} />}
      </Callout>
    );
  }
  return null;
}

/** When a wait ends: the time, and how long until then. A wait for the next day's budget needs its date. */
function WaitEnd({ until, at }: { until: string; at: string }) {
  const t = useTranslations("outcome.run");
  const format = useFormatter();
  const locale = useLocale();
  const now = useServerNow(at);
  const leftMs = Date.parse(until) - now;
  if (leftMs <= 0) return <p>{t("waitSoon")}</p>;
  // The seconds tick for the eye only; screen readers read the sentence once.
  const left = durationText(locale, leftMs);
  const isNear = leftMs < 6 * 60 * 60 * 1000;
  return (
    <p aria-live="off" className="tabular-nums">
      {isNear
        ? t("waitUntil", { time: format.dateTime(new Date(until), { timeStyle: "medium" }), left })
        : t("waitUntilDay", {
            time: format.dateTime(new Date(until), { dateStyle: "medium", timeStyle: "short" }),
            left,
          })}
    </p>
  );
}

/** The remote's own words, as text, with their source. */
export function RemoteText({ text, className }: { text: string; className?: string }) {
  const t = useTranslations("outcome.run");
  return (
    <p className={className}>
      <span className="text-text-muted">{t("remoteSaid")}</span>{" "}
      <q className="font-mono text-sm [overflow-wrap:anywhere]">{text}</q>
    </p>
  );
}

/** Makes a sentence the end of another one; words in capitals ("CRM") keep theirs. */
function lowerFirst(sentence: string): string {
  const [first = "", second = ""] = sentence;
  return second === second.toUpperCase() && second.trim() !== "" ? sentence : first.toLowerCase() + sentence.slice(1);
}
