"use client";

import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { UploadView } from "#lib/domain/outcome/upload-view.ts";
import { Callout } from "../ui/callout.tsx";
import { useReasonWords } from "./reason-words.ts";

/** Why a run stands still, until when, and who can do what about it; nothing while it goes. `at`: the time of `view`. */
export function RunNotices({ view, at, action }: { view: UploadView; at: string; action?: ReactNode }) {
  const t = useTranslations("outcome.run");
  const format = useFormatter();
  const words = useReasonWords();

  if (view.stopReason !== null && (view.state === "stopped" || view.state === "paused")) {
    const title = view.state === "stopped" ? t("stopTitle") : t("pausedByRun");
    return (
      <Callout
        tone="error"
        role="alert"
        title={`${title}: ${lowerFirst(words.reason(view.stopReason))}`}
        action={action}
      >
        <p>{words.remedy(view.stopReason)}</p>
        {view.stopDetail === null ? null : <RemoteText text={view.stopDetail} className="mt-2" />}
      </Callout>
    );
  }
  if (view.waitReason !== null && (view.state === "running" || view.state === "queued")) {
    return (
      <Callout tone="warning" role="status" title={`${t("waitTitle")}: ${lowerFirst(words.reason(view.waitReason))}`}>
        {view.waitUntil === null ? null : (
          <p>{t("waitUntil", { time: format.dateTime(new Date(view.waitUntil), momentStyle(view.waitUntil, at)) })}</p>
        )}
      </Callout>
    );
  }
  return null;
}

/** A wait for the next day's budget needs its date; one of minutes needs its seconds. */
function momentStyle(until: string, at: string) {
  const isNear = Date.parse(until) - Date.parse(at) < 6 * 60 * 60 * 1000;
  return isNear ? ({ timeStyle: "medium" } as const) : ({ dateStyle: "medium", timeStyle: "short" } as const);
}

/** The remote's own words, as text, with who said them. */
export function RemoteText({ text, className }: { text: string; className?: string }) {
  const t = useTranslations("outcome.run");
  return (
    <p className={className}>
      <span className="text-text-muted">{t("remoteSaid")}</span>{" "}
      <q className="font-mono text-sm [overflow-wrap:anywhere]">{text}</q>
    </p>
  );
}

/** A sentence as the end of another one; names in capitals ("CRM") keep theirs. */
function lowerFirst(sentence: string): string {
  const [first = "", second = ""] = sentence;
  return second === second.toUpperCase() && second.trim() !== "" ? sentence : first.toLowerCase() + sentence.slice(1);
}
