"use client";

import type { RecordView } from "#lib/domain/views/record-view.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";

/** The reason for a debtor's outcome: in our words, and below in the remote's. */
export function RecordReason({ record }: { record: Pick<RecordView, "reason" | "remoteText"> }) {
  const words = useReasonWords();
  if (record.reason === null && record.remoteText === null) return <span className="text-text-muted">—</span>;
  return (
    <>
      {record.reason === null ? null : <span className="block text-pretty">{words.reason(record.reason)}</span>}
      {record.remoteText === null ? null : (
        <q className="block max-w-prose font-mono text-xs text-text-muted [overflow-wrap:anywhere]">
          {record.remoteText}
        </q>
      )}
    </>
  );
}
