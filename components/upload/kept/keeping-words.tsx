"use client";

import { useTranslations } from "use-intl";
import type { KeepingStatus } from "./upload-keeper.ts";

/** Where the open file's work is kept, or why it is not. */
export function KeepingWords({ status }: { status: KeepingStatus }) {
  const t = useTranslations("kept");
  if (status.kind === "kept") return <> · {t("isKept")}</>;
  return status.kind === "not_kept" ? <> · {t(`notKept.${status.reason}`)}</> : null;
}
