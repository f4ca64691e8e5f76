"use client";

import { useTranslations } from "use-intl";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { Callout } from "../ui/callout.tsx";
import { ReadingNotices } from "./found/reading-notices.tsx";

/** The file may have lost rows: an answer about its columns changes nothing about that. */
const ofLoss: ReadonlySet<string> = new Set(["open_end", "cut_row", "cut_table", "lost_block"]);

/** The notices of a reading that report that part of the file is missing. */
export function lossNotices({ notices }: Pick<ReadingReport, "notices">): ReadingReport["notices"] {
  return notices.filter(({ code }) => ofLoss.has(code));
}

/** Warns that the file may not be whole; nothing if no notice reports that. */
export function CutNote({ notices }: { readonly notices: ReadingReport["notices"] }) {
  const t = useTranslations("review.cut");
  if (notices.length === 0) return null;
  return (
    <Callout tone="warning" role="status" title={t("title")}>
      <ReadingNotices notices={notices} />
    </Callout>
  );
}
