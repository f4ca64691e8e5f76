"use client";

import { useFormatter, useTranslations } from "use-intl";
import { shownState } from "#lib/domain/outcome/shown-state.ts";
import type { MorningLoad } from "#lib/domain/views/morning-view.ts";
import { classNames } from "../ui/class-names.ts";

/**
 * A portfolio's last loads, oldest first, one bar each: as high as the share that got in. Below it the day of the
 * month. A draft is an empty dashed bar.
 */
export function LoadStrip({ loads, timeZone }: { loads: readonly MorningLoad[]; timeZone: string }) {
  const t = useTranslations("portfolios.morning.strip");
  const states = useTranslations("ui.uploadState");
  const format = useFormatter();
  if (loads.length === 0) return <span className="text-xs text-text-muted">{t("none")}</span>;
  return (
    <ol aria-label={t("label")} className="flex items-end gap-1">
      {loads.map((load) => {
        const at = new Date(load.createdAt);
        const said = t("load", {
          date: format.dateTime(at, { dateStyle: "medium", timeZone }),
          state: states(shownState(load.state, load.completeness)),
          share: format.number(floored(load.acceptedShare), { style: "percent" }),
        });
        return (
          <li key={load.uploadId} title={said} className="flex w-5 flex-col items-center">
            <span className="sr-only">{said}</span>
            <span
              aria-hidden
              className={classNames(
                "flex h-4 w-3.5 flex-col justify-end overflow-hidden rounded-sm",
                isDraft(load) ? "border border-dashed border-border-strong" : "bg-surface-sunken ring-1 ring-border",
              )}
            >
              {isDraft(load) ? null : <span className={fillOf(load)} style={{ height: heightOf(load) }} />}
            </span>
            <span aria-hidden className="text-xs text-text-muted tabular-nums">
              {format.dateTime(at, { day: "numeric", timeZone })}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function isDraft({ state }: MorningLoad): boolean {
  return state === "staged";
}

/** Rounded down: 100 % means all. */
function floored(share: number): number {
  return Math.floor(share * 100 + 1e-9) / 100;
}

/** A load of which nothing got in still has a foot to be seen. */
function heightOf({ acceptedShare }: MorningLoad): string {
  return `${Math.max(12, floored(acceptedShare) * 100)}%`;
}

function fillOf({ state, completeness }: MorningLoad): string {
  if (state !== "finished" && state !== "cancelled") return "bg-pending-solid";
  if (completeness === "whole") return "bg-accepted-solid";
  return completeness === "part" ? "bg-unconfirmed-solid" : "bg-rejected-solid";
}
