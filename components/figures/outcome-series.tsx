import { useTranslations } from "use-intl";
import type { Figures } from "#lib/domain/history/history-figures.ts";
import type { OutcomeKind } from "#lib/domain/outcome/outcome.ts";
import { NumberText } from "../ui/number-text.tsx";
import { TableCell, TableHeader } from "../ui/table.tsx";
import { OutcomeLabel } from "../uploads/outcome-badge.tsx";
import { outcomeKindsIn } from "../uploads/outcome-style.ts";
import type { Series } from "./bars.ts";

/** The outcomes that charts and tables show of these figures: the four always, the others where there are any. */
export function useOutcomeSeries(all: readonly Figures[]): readonly (Series & { readonly key: OutcomeKind })[] {
  const t = useTranslations("ui.outcomes");
  const sumOf = (kind: OutcomeKind) => all.reduce((sum, { debtors }) => sum + debtors[kind], 0);
  const counts = {
    accepted: sumOf("accepted"),
    unchanged: sumOf("unchanged"),
    rejected: sumOf("rejected"),
    unconfirmed: sumOf("unconfirmed"),
    not_sent: sumOf("not_sent"),
    pending: sumOf("pending"),
  };
  return outcomeKindsIn(counts).map((key) => ({
    key,
    name: t(key),
    color: `var(--${key.replace("_", "-")}-solid)`,
  }));
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
export function OutcomeHeaders({ series }: { series: readonly { readonly key: OutcomeKind }[] }) {
  return series.map(({ key }) => (
    <TableHeader key={key} align="end">
      <OutcomeLabel outcome={key} />
    </TableHeader>
  ));
}

/** One row's debtors by outcome. */
export function OutcomeCells({
  of,
  series,
}: {
  of: Figures;
  series: readonly (Series & { readonly key: OutcomeKind })[];
}) {
  return series.map(({ key, name }) => (
    <TableCell key={key} align="end" label={name}>
      <NumberText value={of.debtors[key]} />
    </TableCell>
  ));
}
