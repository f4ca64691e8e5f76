"use client";

import type { RecordView } from "#lib/domain/views/record-view.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";

/** The reason for a debtor's outcome: in the CRM's words if it said any, and below in ours. */
export function RecordReason({
  record: { reason, remoteText },
}: {
  record: Pick<RecordView, "reason" | "remoteText">;
}) {
  const words = useReasonWords();
  if (reason === null && remoteText === null) return <span className="text-text-muted">—</span>;
  if (remoteText === null || remoteText.trim() === "")
    return <span className="block text-pretty">{reason === null ? "—" : words.reason(reason)}</span>;
  return (
    <>
      <q className="block max-w-prose text-pretty [overflow-wrap:anywhere]">{remoteText}</q>
      {reason === null ? null : <span className="block text-xs text-text-muted">{words.reason(reason)}</span>}
    </>
  );
}
