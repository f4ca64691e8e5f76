import { useTranslations } from "use-intl";
import type { Figures } from "#lib/domain/history/history-figures.ts";
import type { OutcomeKind } from "#lib/domain/outcome/outcome.ts";
import { NumberText } from "../ui/number-text.tsx";
import { TableCell, TableHeader } from "../ui/table.tsx";
import { LeftOutLabel, OutcomeLabel } from "../uploads/outcome-badge.tsx";
import { outcomeKindsIn } from "../uploads/outcome-style.ts";
import type { Bar, Series } from "./bars.ts";

type PartSeries = readonly (Series & { readonly key: OutcomeKind | "left_out" })[];

/**
 * What charts and tables show of the debtors of these figures: the four outcomes always, other states and the left-out
 * ones where there are any.
 */
export function useOutcomeSeries(all: readonly Figures[]): PartSeries {
  const t = useTranslations("ui");
  const sumOf = (kind: OutcomeKind) => all.reduce((sum, { debtors }) => sum + debtors[kind], 0);
  const counts = {
    accepted: sumOf("accepted"),
    unchanged: sumOf("unchanged"),
    volatile: sumOf("volatile"),
    rejected: sumOf("rejected"),
    unconfirmed: sumOf("unconfirmed"),
    not_sent: sumOf("not_sent"),
    pending: sumOf("pending"),
  };
  const outcomes = outcomeKindsIn(counts).map((key) => ({
    key,
    name: t(`outcomes.${key}`),
    color: `var(--${key.replace("_", "-")}-solid)`,
  }));
  if (all.every(({ leftOut }) => leftOut === 0)) return outcomes;
  // As light as its stripes are elsewhere: these debtors were never to be sent.
  const color = "color-mix(in srgb, var(--not-sent-solid) 40%, var(--surface-raised))";
  return [...outcomes, { key: "left_out", name: t("leftOut"), color }];
}

/** The debtors of a bar by series. */
export function outcomeValues({ debtors, leftOut }: Figures): Bar["values"] {
  return { ...debtors, left_out: leftOut };
}

/** What the colours of the outcomes are. */
export function OutcomeLegend({ series }: { series: readonly Series[] }) {
  return (
    <ul aria-hidden className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {series.map(({ key, name, color }) => (
        <li key={key} className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm forced-color-adjust-none" style={{ background: color }} />
          {name}
        </li>
      ))}
    </ul>
  );
}

/** The heads of the outcomes' columns. */
export function OutcomeHeaders({ series }: { series: PartSeries }) {
  return series.map(({ key }) => (
    <TableHeader key={key} align="end">
      {key === "left_out" ? <LeftOutLabel /> : <OutcomeLabel outcome={key} />}
    </TableHeader>
  ));
}

/** One row's debtors by outcome. */
export function OutcomeCells({ of, series }: { of: Figures; series: PartSeries }) {
  return series.map(({ key, name }) => (
    <TableCell key={key} align="end" label={name}>
      <NumberText value={key === "left_out" ? of.leftOut : of.debtors[key]} />
    </TableCell>
  ));
}
