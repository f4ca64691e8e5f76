"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { Callout } from "../../ui/callout.tsx";
import { Button } from "../../ui/form/button.tsx";
import { ReadingNotices } from "./reading-notices.tsx";

export interface RememberedNoteProps {
  /** The notices of reading the file: it is reviewed without a look at its columns. */
  notices: ReadingReport["notices"];
  onShow: () => void;
  /** The questions that only last time's answers decided. */
  children?: ReactNode;
}

/** Warns that the mapping is last time's, and nobody has looked at it today. */
export function RememberedNote({ notices, onShow, children }: RememberedNoteProps) {
  const t = useTranslations("review.remembered");
  const isQuiet = notices.length === 0;
  return (
    <Callout
      tone={isQuiet ? "info" : "warning"}
      role="status"
      title={t("title")}
      action={<Button onClick={onShow}>{t("show")}</Button>}
      className={isQuiet ? "max-sm:flex-nowrap" : ""}
    >
      <p className="max-sm:sr-only">{t("text")}</p>
      {isQuiet ? null : <ReadingNotices notices={notices} />}
      {children}
    </Callout>
  );
}
