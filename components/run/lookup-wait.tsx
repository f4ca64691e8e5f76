"use client";

import { useFormatter, useLocale, useTranslations } from "use-intl";
import { durationText } from "./duration-text.tsx";
import { useServerNow } from "./use-server-now.ts";

/**
 * When the next look-up starts, and why not at once; nothing while one is under way. `at`: the time of the view.
 */
export function LookupWait({ startsAt, at }: { startsAt: string | null; at: string }) {
  const t = useTranslations("outcome.recover");
  const format = useFormatter();
  const locale = useLocale();
  const now = useServerNow(at);
  const leftMs = startsAt === null ? 0 : Date.parse(startsAt) - now;
  if (startsAt === null || leftMs <= 0) return null;
  return (
    <p aria-live="off" className="tabular-nums">
      {t("lookupAt", {
        time: format.dateTime(new Date(startsAt), { timeStyle: "medium" }),
        left: durationText(locale, leftMs),
      })}
    </p>
  );
}
