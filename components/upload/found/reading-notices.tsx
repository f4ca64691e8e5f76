"use client";

import { useTranslations } from "use-intl";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { useNoticeWords } from "./finding-words.ts";

/** The notices of reading a file, in words. */
export function ReadingNotices({ notices }: { notices: ReadingReport["notices"] }) {
  const t = useTranslations("findings");
  const noticeWords = useNoticeWords();
  const told = notices.flatMap((notice) => {
    const words = noticeWords(notice);
    if (words === null) return [];
    return notice.sheet === undefined ? words : t("onSheet", { sheet: notice.sheet, notice: words });
  });
  return (
    <ul className="flex flex-col gap-1">
      {told.map((words) => (
        <li key={words}>{words}</li>
      ))}
    </ul>
  );
}
