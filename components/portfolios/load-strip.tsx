import type { CSSProperties } from "react";
import type { MorningLoad } from "#lib/domain/views/morning-view.ts";
import type { MorningWords } from "./morning-words.ts";

/**
 * A portfolio's last loads, oldest first, one bar each: as high as the share that got in of what had to be sent, in another colour if rows were left out. Below
 * it the day of the month. A draft is an empty dashed bar.
 */
export function LoadStrip({ loads, words }: { loads: readonly MorningLoad[]; words: MorningWords }) {
  if (loads.length === 0) return <span className="text-xs text-text-muted">{words.strip.none}</span>;
  return (
    <ol
      aria-label={words.strip.label}
      className="flex items-end gap-1 max-sm:gap-0.5 text-xs text-text-muted tabular-nums"
    >
      {loads.map((load, at) => {
        const { said, day } = words.load(load);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: two loads may be of one day and alike, and they keep no state.
          <li key={at} title={said} data-day={day} className="load-bar" {...fillOf(load)}>
            <span className="sr-only">{said}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** A load of which nothing got in still has a foot to be seen; one that had nothing to send is full. A draft has no fill. */
function fillOf(load: MorningLoad): { style?: CSSProperties } {
  if (load.state === "staged") return {};
  const share = load.acceptedShare ?? (load.completeness === "whole" ? 1 : 0);
  const style = {
    "--fill": `var(--${colourOf(load)}-solid)`,
    "--in": `${Math.max(12, Math.floor(share * 100))}%`,
  };
  return { style: style as CSSProperties };
}

function colourOf({ state, completeness }: MorningLoad): "pending" | "accepted" | "unconfirmed" | "rejected" {
  if (state !== "finished" && state !== "cancelled") return "pending";
  if (completeness === "whole") return "accepted";
  return completeness === "part" ? "unconfirmed" : "rejected";
}
