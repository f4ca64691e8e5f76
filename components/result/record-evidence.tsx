"use client";

import { useTranslations } from "use-intl";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { DateTime } from "../ui/date-time.tsx";
import { TextLink } from "../ui/text-link.tsx";

/** How a debtor's outcome is known; if a person stated it, with their name and note. */
export function RecordEvidence({ record }: { record: RecordView }) {
  const t = useTranslations("outcome.recover");
  const words = useReasonWords();
  const { statedBy, note } = record;
  if (record.state === "unchanged") return <SameSince record={record} />;
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

/** The upload that had an unchanged debtor accepted as it is here, be it but for what changes every day. */
function SameSince({ record: { sameSince, isVolatile } }: { record: RecordView }) {
  const t = useTranslations("portfolios.comparison.evidence");
  const but = isVolatile === true ? "daily" : "nothing";
  if (sameSince === undefined) return t("same", { but });
  const { uploadId, fileName, confirmedAt } = sameSince;
  return t.rich("sameAs", {
    but,
    name: fileName,
    link: (words) => (
      <TextLink href={`/uploads/${uploadId}`} className="[overflow-wrap:anywhere]">
        {words}
      </TextLink>
    ),
    at: () => (confirmedAt === null ? null : <DateTime value={confirmedAt} />),
  });
}
