"use client";

import { BarChart, Bar as BarSeries, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";
import { useFormatter } from "use-intl";
import type { Bar, Series } from "./bars.ts";
import { BarsTooltip } from "./bars-tooltip.tsx";

export interface BarsChartProps {
  bars: readonly Bar[];
  /** Stacked in each bar, in this order. */
  series: readonly Series[];
  /** Columns stand side by side; rows lie below each other, for long names. */
  layout: "columns" | "rows";
  height: number;
}

/** Names beside rows are cut: the tooltip and the table have them whole. */
const nameCharacters = 26;
const axis = { stroke: "var(--border-strong)", tick: { fill: "var(--text-muted)", fontSize: 12 }, tickLine: false };

/** Bars as an image; whoever shows it gives it a name and the same figures as a table. */
export function BarsChart({ bars, series, layout, height }: BarsChartProps) {
  const format = useFormatter();
  const isRows = layout === "rows";
  const nameAt = (at: number) => bars[at]?.name ?? "";
  const short = (name: string) => (name.length > nameCharacters ? `${name.slice(0, nameCharacters - 1)}…` : name);
  const most = Math.max(...bars.map(({ values }) => series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0)));
  const notation = most < 1_000_000 ? "standard" : "compact";
  const figure = (value: number) => format.number(value, { notation, maximumFractionDigits: 1 });
  return (
    <BarChart
      responsive
      style={{ width: "100%", height }}
      // Two bars may have one name, so the axis counts them.
      data={bars.map(({ values }, at) => ({ at, ...values }))}
      layout={isRows ? "vertical" : "horizontal"}
      // Screen readers and the keyboard have the table.
      accessibilityLayer={false}
      margin={{ top: 4, right: 12, bottom: 0, left: 0 }}
      barCategoryGap={isRows ? "30%" : "15%"}
    >
      <CartesianGrid vertical={isRows} horizontal={!isRows} stroke="var(--border)" />
      {isRows ? (
        <>
          <XAxis type="number" allowDecimals={false} tickFormatter={figure} {...axis} />
          <YAxis
            type="category"
            dataKey="at"
            width={170}
            tickFormatter={(at: number) => short(nameAt(at))}
            interval={0}
            {...axis}
          />
        </>
      ) : (
        <>
          <XAxis type="category" dataKey="at" minTickGap={12} tickFormatter={nameAt} {...axis} />
          <YAxis type="number" width={56} allowDecimals={false} tickFormatter={figure} {...axis} />
        </>
      )}
      <Tooltip
        cursor={{ fill: "var(--surface-hover)" }}
        isAnimationActive={false}
        content={({ active, label }) => {
          const bar = active ? bars[Number(label)] : undefined;
          return bar === undefined ? null : <BarsTooltip bar={bar} series={series} />;
        }}
      />
      {series.map(({ key, name, color }) => (
        <BarSeries
          key={key}
          dataKey={key}
          name={name}
          stackId="all"
          fill={color}
          maxBarSize={40}
          isAnimationActive={false}
          // A line between neighbours, so that they are told apart without colour too.
          className="stroke-surface-raised forced-colors:stroke-[CanvasText]"
        />
      ))}
    </BarChart>
  );
}
