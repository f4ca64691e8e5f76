"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { CallView } from "#lib/domain/views/call-view.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { Badge } from "../ui/badge.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import type { Tone } from "../ui/tone-classes.ts";

const tones: Readonly<Record<string, Tone>> = {
  accepted: "success",
  answered: "success",
  partly: "warning",
  unconfirmed: "warning",
  worker_lost: "warning",
  throttled: "info",
  refused_whole: "error",
  stop: "error",
};

/** Every call of an upload, with its reply. */
export function CallTable({ calls }: { calls: readonly CallView[] }) {
  const t = useTranslations("outcome.calls");
  const none = useTranslations("outcome.records")("noCalls");
  const format = useFormatter();
  const words = useReasonWords();
  if (calls.length === 0) return <p className="px-4 py-8 text-center text-text-muted">{none}</p>;
  return (
    <Table caption={t("caption")}>
      <TableHead>
        <TableHeader>{t("time")}</TableHeader>
        <TableHeader>{t("what")}</TableHeader>
        <TableHeader align="end">{t("debtors")}</TableHeader>
        <TableHeader align="end">{t("duration")}</TableHeader>
        <TableHeader align="end">{t("status")}</TableHeader>
        <TableHeader>{t("verdict")}</TableHeader>
        <TableHeader>{t("reply")}</TableHeader>
      </TableHead>
      <TableBody>
        {calls.map((call) => (
          <TableRow key={call.id} className="align-top">
            <TableCell isRowHeader className="whitespace-nowrap font-normal">
              <time dateTime={call.startedAt}>
                {format.dateTime(new Date(call.startedAt), { dateStyle: "short", timeStyle: "medium" })}
              </time>
            </TableCell>
            <TableCell label={t("what")} className="whitespace-nowrap">
              {call.batchOrdinal === null ? null : t("batch", { number: call.batchOrdinal + 1 })}
              {call.endpoint === "massive_collections" ? null : (
                <span className={call.batchOrdinal === null ? undefined : "block text-xs text-text-muted"}>
                  {words.endpoint(call.endpoint)}
                </span>
              )}
            </TableCell>
            <TableCell align="end" label={t("debtors")}>
              {call.debtors === null ? "—" : <NumberText value={call.debtors} />}
            </TableCell>
            <TableCell align="end" label={t("duration")} className="whitespace-nowrap">
              {call.durationMs === null ? "—" : t("milliseconds", { count: call.durationMs })}
            </TableCell>
            <TableCell align="end" label={t("status")} className="whitespace-nowrap">
              {call.httpStatus ?? <span className="text-text-muted">{t("noStatus")}</span>}
            </TableCell>
            <TableCell label={t("verdict")}>
              {tones[call.verdict] === undefined ? (
                <span className="block min-w-40 text-sm">{words.verdict(call.verdict)}</span>
              ) : (
                <Badge tone={tones[call.verdict] ?? "neutral"}>{words.verdict(call.verdict)}</Badge>
              )}
              {call.isSettling ? null : <span className="block text-xs text-text-muted">{t("late")}</span>}
            </TableCell>
            <TableCell label={t("reply")} className="sm:w-1/3 sm:min-w-36">
              <Excerpt text={call.replyExcerpt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

/** The start of a reply; on demand everything that was kept of it. */
function Excerpt({ text }: { text: string | null }) {
  const t = useTranslations("outcome.calls");
  if (text === null) return <span className="text-text-muted">{t("erasedReply")}</span>;
  if (text === "") return <span className="text-text-muted">{t("emptyReply")}</span>;
  return (
    <details className="group min-w-0 text-left">
      <summary className="rounded-sm text-accent marker:text-text-muted">{t("showReply")}</summary>
      <pre className="mt-1 max-h-72 overflow-auto rounded-sm border border-border bg-surface-sunken p-2 font-mono text-xs whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text}
      </pre>
    </details>
  );
}
