"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Section } from "../ui/section.tsx";
import type { BarsChartProps } from "./bars-chart.tsx";

/** The chart library is fetched with the first chart, and by no other page. */
const BarsChart = dynamic(() => import("./bars-chart.tsx").then((module) => module.BarsChart), { ssr: false });

export interface ChartSectionProps extends Omit<BarsChartProps, "height"> {
  title: string;
  description?: string;
  legend?: ReactNode;
  /** The same figures. */
  table: ReactNode;
}

const columnsHeight = 240;
const rowHeight = 34;
const axisHeight = 36;

/** A chart, and behind it its figures as a table: for screen readers, for the keyboard, and to copy. */
export function ChartSection({ title, description, legend, table, ...chart }: ChartSectionProps) {
  const t = useTranslations("history.figures");
  // Known before the chart is there, so that nothing moves when it comes.
  const height = chart.layout === "rows" ? chart.bars.length * rowHeight + axisHeight : columnsHeight;
  return (
    <Section title={title} {...(description === undefined ? {} : { description })} className="break-inside-avoid">
      {legend}
      <div role="img" aria-label={t("chart", { title })} style={{ height }}>
        <BarsChart {...chart} height={height} />
      </div>
      <details className="mt-3">
        <summary className="touch-target w-fit rounded-sm text-sm font-medium text-accent">{t("asTable")}</summary>
        <div className="-mx-4 mt-2 -mb-4 border-t border-border">{table}</div>
      </details>
    </Section>
  );
}
