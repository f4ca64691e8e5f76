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
  OctagonX,
  Send,
  TriangleAlert,
} from "lucide-react";
import { useTranslations } from "use-intl";
import type { Completeness } from "#lib/domain/outcome/completeness.ts";
import { shownState } from "#lib/domain/outcome/shown-state.ts";
import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import { Badge } from "../ui/badge.tsx";
import type { Tone } from "../ui/tone-classes.ts";

const styles = {
  staging: { icon: Hourglass, tone: "neutral" },
  staged: { icon: FileClock, tone: "warning" },
  queued: { icon: ListOrdered, tone: "info" },
  running: { icon: Send, tone: "info" },
  paused: { icon: CirclePause, tone: "neutral" },
  stopped: { icon: OctagonAlert, tone: "error" },
  finished: { icon: CircleCheck, tone: "success" },
  finished_in_part: { icon: TriangleAlert, tone: "warning" },
  finished_with_none: { icon: OctagonX, tone: "error" },
  cancelled: { icon: CircleSlash, tone: "neutral" },
  discarded: { icon: CircleSlash, tone: "neutral" },
} as const satisfies Record<string, { icon: LucideIcon; tone: Tone }>;

export interface UploadStateBadgeProps {
  state: UploadState;
  /** How much of the file got in. A finished upload is green only if it is known that nothing is missing. */
  completeness?: Completeness;
  /** It was cancelled before anybody confirmed it. */
  isDiscarded?: boolean;
}

/** The state of an upload. */
export function UploadStateBadge({ state, completeness = "part", isDiscarded = false }: UploadStateBadgeProps) {
  const t = useTranslations("ui");
  const shown = isDiscarded ? "discarded" : shownState(state, completeness);
  const { icon: Icon, tone } = styles[shown];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {t(`uploadState.${shown}`)}
    </Badge>
  );
}
