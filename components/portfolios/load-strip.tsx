import type { MorningLoad } from "#lib/domain/views/morning-view.ts";
import { classNames } from "../ui/class-names.ts";
import type { MorningWords } from "./morning-words.ts";

/**
 * A portfolio's last loads, oldest first, one bar each: as high as the share that got in. Below it the day of the
 * month. A draft is an empty dashed bar.
 */
export function LoadStrip({ loads, words }: { loads: readonly MorningLoad[]; words: MorningWords }) {
  if (loads.length === 0) return <span className="text-xs text-text-muted">{words.strip.none}</span>;
  return (
    <ol aria-label={words.strip.label} className="flex items-end gap-1">
      {loads.map((load) => {
        const { said, day } = words.load(load);
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
              {day}
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

/** A load of which nothing got in still has a foot to be seen. */
function heightOf({ acceptedShare }: MorningLoad): string {
  return `${Math.max(12, Math.round(acceptedShare * 100))}%`;
}

function fillOf({ state, completeness }: MorningLoad): string {
  if (state !== "finished" && state !== "cancelled") return "bg-pending-solid";
  if (completeness === "whole") return "bg-accepted-solid";
  return completeness === "part" ? "bg-unconfirmed-solid" : "bg-rejected-solid";
}
