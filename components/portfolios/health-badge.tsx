"use client";

import {
  AlarmClock,
  CalendarOff,
  CircleCheck,
  CircleDashed,
  Clock,
  FileClock,
  type LucideIcon,
  OctagonAlert,
  Send,
  TriangleAlert,
} from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import type { Health } from "#lib/domain/portfolio/health.ts";
import type { MorningLine } from "#lib/domain/views/morning-view.ts";
import { Badge } from "../ui/badge.tsx";
import type { Tone } from "../ui/tone-classes.ts";

/** Red needs a person now, amber a person, the others nobody. */
export const healthStyle: Readonly<Record<Health, { icon: LucideIcon; tone: Tone }>> = {
  late: { icon: AlarmClock, tone: "error" },
  odd: { icon: TriangleAlert, tone: "error" },
  stopped: { icon: OctagonAlert, tone: "error" },
  to_confirm: { icon: FileClock, tone: "warning" },
  sending: { icon: Send, tone: "info" },
  in_part: { icon: CircleDashed, tone: "warning" },
  loaded: { icon: CircleCheck, tone: "success" },
  expected: { icon: Clock, tone: "neutral" },
  not_today: { icon: CalendarOff, tone: "neutral" },
};

/** The one word of a portfolio's health. */
export function HealthBadge({ line }: { line: Pick<MorningLine, "health" | "expectedAt" | "timeZone"> }) {
  const t = useTranslations("portfolios.morning.health");
  const time = useExpectedTime(line);
  const { icon: Icon, tone } = healthStyle[line.health];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {t(line.health, { time })}
    </Badge>
  );
}

/** The hour at which a load is expected, by the tenant's clock: "9:00". */
export function useExpectedTime({ expectedAt, timeZone }: Pick<MorningLine, "expectedAt" | "timeZone">): string {
  const format = useFormatter();
  return expectedAt === null ? "" : format.dateTime(new Date(expectedAt), { timeStyle: "short", timeZone });
}
