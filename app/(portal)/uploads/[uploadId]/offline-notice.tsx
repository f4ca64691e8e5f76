"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Callout } from "#components/ui/callout.tsx";
import type { LiveUpload } from "./use-upload-progress.ts";

/** Says of when the figures are while nothing newer can be heard; nothing as long as the portal can be reached. */
export function OfflineNotice({ isConnected, at }: Pick<LiveUpload, "isConnected" | "at">) {
  const t = useTranslations("outcome.run");
  const format = useFormatter();
  if (isConnected) return null;
  return (
    <Callout tone="warning" role="status">
      {t("offline", { time: format.dateTime(new Date(at), { timeStyle: "medium" }) })}
    </Callout>
  );
}
