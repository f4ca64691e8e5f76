"use client";

import { useFormatter, useTranslations } from "use-intl";
import { Callout } from "#components/ui/callout.tsx";
import type { LiveUpload } from "./use-upload-progress.ts";

/** Shows how old the figures are while the portal cannot be reached; nothing otherwise. */
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
