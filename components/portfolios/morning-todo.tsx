"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { MorningLine } from "#lib/domain/views/morning-view.ts";

/** What is left to do for a portfolio, in one sentence. */
export function MorningTodo({ line }: { line: MorningLine }) {
  const t = useTranslations("portfolios.morning.todo");
  const format = useFormatter();
  const { health, debtors, partsMissing, expectedAt, timeZone } = line;
  if (health === "in_part" && debtors === 0 && partsMissing > 0) return t("parts", { count: partsMissing });
  const time =
    expectedAt === null
      ? ""
      : format.dateTime(new Date(expectedAt), {
          weekday: "short",
          day: "numeric",
          hour: "numeric",
          minute: "2-digit",
          timeZone,
        });
  return t(health, { debtors, time });
}
