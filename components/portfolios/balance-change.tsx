import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import type { MorningWords } from "./morning-words.ts";

/** How far a balance is from that of the load before: "+1,2 %". */
export function BalanceChange({ change, words }: { change: number | null; words: MorningWords }) {
  if (change === null) return null;
  const { said, shown } = words.change(change);
  return (
    <span title={said} className="whitespace-nowrap text-xs text-text-muted tabular-nums">
      <span aria-hidden>{shown}</span>
      <VisuallyHidden>{said}</VisuallyHidden>
    </span>
  );
}
