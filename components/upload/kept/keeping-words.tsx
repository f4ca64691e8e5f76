"use client";

import { useTranslations } from "use-intl";
import type { KeepingStatus } from "./upload-keeper.ts";

/** Where the open file's work is kept, or why it is not. */
export function KeepingWords({ status }: { status: KeepingStatus }) {
  const t = useTranslations("kept");
  if (status.kind === "kept")
    return (
      <>
        <span className="max-sm:hidden">{" · "}</span>
        <span className="inline-block">{t("isKept")}</span>
      </>
    );
  if (status.kind !== "not_kept") return null;
  // Work may get lost: never cut off, and not in the colour of what need not be read.
  return <span className="block text-warning">{t(`notKept.${status.reason}`)}</span>;
}
