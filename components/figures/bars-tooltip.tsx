import { useFormatter } from "use-intl";
import { overlayClasses } from "../ui/overlay/overlay-classes.ts";
import type { Bar, Series } from "./bars.ts";

/** The figures of one bar. */
export function BarsTooltip({ bar, series }: { bar: Bar; series: readonly Series[] }) {
  const format = useFormatter();
  return (
    <div className={`${overlayClasses} max-w-80 px-3 py-2 text-sm`}>
      <p className="font-medium [overflow-wrap:anywhere]">{bar.name}</p>
      <ul>
        {series.map(({ key, name, color }) => {
          const value = bar.values[key] ?? null;
          return value === null || (value === 0 && series.length > 1) ? null : (
            <li key={key} className="flex items-center gap-2">
              <span aria-hidden className="size-2.5 rounded-sm" style={{ background: color }} />
              <span className="flex-1">{name}</span>
              <span className="tabular-nums">{format.number(value, { maximumFractionDigits: 1 })}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
