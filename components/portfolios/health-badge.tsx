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
import type { ReactNode } from "react";
import type { Health } from "#lib/domain/portfolio/morning/health.ts";
import { Badge } from "../ui/badge.tsx";
import type { Tone } from "../ui/tone-classes.ts";

/** Red needs a person now, amber a person, the others nobody. */
const healthStyle: Readonly<Record<Health, { icon: LucideIcon; tone: Tone }>> = {
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
export function HealthBadge({ health, children }: { health: Health; children: ReactNode }) {
  const { icon: Icon, tone } = healthStyle[health];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {children}
    </Badge>
  );
}
