"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { Callout } from "../../ui/callout.tsx";
import { Button } from "../../ui/form/button.tsx";
import { ReadingNotices } from "./reading-notices.tsx";

export interface RememberedNoteProps {
  /** Nobody has looked at the file's columns; else some answers may still be last time's. */
  isUnseen: boolean;
  /** The notices of reading the file: it is reviewed without a look at its columns. */
  notices: ReadingReport["notices"];
  onShow: () => void;
  /** The questions that only last time's answers decided. */
  children?: ReactNode;
}

/** Warns that the mapping, or some of its answers, are last time's. */
export function RememberedNote({ isUnseen, notices, onShow, children }: RememberedNoteProps) {
  const t = useTranslations("review.remembered");
  const isQuiet = notices.length === 0;
  return (
    <Callout
      tone={isQuiet ? "info" : "warning"}
      role="status"
      title={t(isUnseen ? "title" : "readTitle")}
      action={<Button onClick={onShow}>{t("show")}</Button>}
      className={isQuiet ? "max-sm:flex-nowrap" : ""}
    >
      {isUnseen ? <p className="max-sm:sr-only">{t("text")}</p> : null}
      {isQuiet ? null : <ReadingNotices notices={notices} />}
      {children}
    </Callout>
  );
}
