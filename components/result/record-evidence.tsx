"use client";

import { useTranslations } from "use-intl";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";

/** How a debtor's outcome is known; if a person stated it, with their name and note. */
export function RecordEvidence({ record }: { record: RecordView }) {
  const t = useTranslations("outcome.recover");
  const words = useReasonWords();
  const { statedBy, note } = record;
  if (record.evidence !== "person" || statedBy === null || statedBy === undefined) return words.evidence(record);
  return (
    <>
      <span className="block">{t("statedBy", { name: statedBy })}</span>
      {note === null || note === undefined ? null : (
        <q className="block max-w-prose text-sm text-text-muted [overflow-wrap:anywhere]">{note}</q>
      )}
    </>
  );
}
