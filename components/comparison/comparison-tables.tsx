"use client";

import { useTranslations } from "use-intl";
import type { ComparisonView } from "#lib/domain/views/comparison-view.ts";
import { Section, SectionBleed } from "../ui/section.tsx";
import { FieldTable } from "./field-table.tsx";
import { GroupTable } from "./group-table.tsx";
import { SumsTable } from "./sums-table.tsx";

export interface ComparisonTablesProps {
  view: Pick<ComparisonView, "figures" | "leftOut" | "tellsGone">;
  /** ISO 4217; null: no balance is loaded. */
  currency: string | null;
  /** How many fields are shown; all of them if absent. */
  mostFields?: number;
}

/** A comparison in figures: debtors and obligations by group, and the values that differ by field. */
export function ComparisonTables({ view, currency, mostFields }: ComparisonTablesProps) {
  const t = useTranslations("portfolios.comparison");
  const { figures, tellsGone } = view;
  const table = { figures, tellsGone, currency };
  const { changed, volatile } = figures.debtors;
  const doubted = figures.doubted?.debtors ?? 0;
  return (
    <>
      <Section title={t("title")} description={t("table.caption")}>
        <SectionBleed>
          <div className="divide-y divide-border">
            <GroupTable {...table} level="debtors" />
            <SumsTable view={view} currency={currency} />
            <GroupTable {...table} level="obligations" />
          </div>
        </SectionBleed>
      </Section>
      <FieldTable
        fields={figures.fields}
        doubted={doubted}
        isAnybodyChanged={changed.debtors - doubted + volatile.debtors > 0}
        {...(mostFields === undefined ? {} : { most: mostFields })}
      />
    </>
  );
}
