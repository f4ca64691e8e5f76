"use client";

import {
  CircleCheck,
  CirclePause,
  CircleSlash,
  FileClock,
  Hourglass,
  ListOrdered,
  type LucideIcon,
  OctagonAlert,
  Send,
} from "lucide-react";
import { useTranslations } from "use-intl";
import { Badge } from "./badge.tsx";
import type { Tone } from "./tone-classes.ts";

const styles = {
  staging: { icon: Hourglass, tone: "neutral" },
  staged: { icon: FileClock, tone: "warning" },
  queued: { icon: ListOrdered, tone: "info" },
  running: { icon: Send, tone: "info" },
  paused: { icon: CirclePause, tone: "neutral" },
  stopped: { icon: OctagonAlert, tone: "error" },
  finished: { icon: CircleCheck, tone: "success" },
  cancelled: { icon: CircleSlash, tone: "neutral" },
} as const satisfies Record<string, { icon: LucideIcon; tone: Tone }>;

export type UploadStateKind = keyof typeof styles;

/** Where an upload stands. */
export function UploadStateBadge({ state }: { state: UploadStateKind }) {
  const t = useTranslations("ui");
  const { icon: Icon, tone } = styles[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {t(`uploadState.${state}`)}
    </Badge>
  );
}
