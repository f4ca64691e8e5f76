"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { currencyColumns } from "#lib/domain/mapping/answers/currency-columns.ts";
import { fieldOfColumn } from "#lib/domain/mapping/answers/edit-mapping.ts";
import type { FirstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { withLayout } from "#lib/domain/mapping/answers/layout.ts";
import type { RecalledAnswer } from "#lib/domain/mapping/answers/remembered-answers.ts";
import { unplacedColumns } from "#lib/domain/mapping/answers/unplaced-columns.ts";
import { checkMapping, countQuestions } from "#lib/domain/mapping/check-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { loadsBalance } from "#lib/domain/mapping/unloaded.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import type { AskSummary } from "../columns/summaries.ts";
import { useSummaries } from "../columns/use-summaries.ts";
import { Callout } from "../ui/callout.tsx";
import { CurrencyNote } from "./currency-note.tsx";
import { HandGroups } from "./hand-groups.tsx";
import { LayoutChoice } from "./layout-choice.tsx";
import { MappingFooter } from "./mapping-footer.tsx";
import { MappingProblems } from "./mapping-problems.tsx";
import { MappingTable, type MappingTableProps } from "./mapping-table.tsx";
import { MissingFields } from "./missing-fields.tsx";
import { NoBalance } from "./no-balance.tsx";

export interface MappingStepProps {
  report: ReadingReport;
  fields: readonly Field[];
  country: string;
  /** ISO 4217; the currency of a column's sums. */
  currency: string;
  mapping: Mapping;
  memory: FirstMapping["memory"];
  remembered: MappingTableProps["remembered"];
  /** Answers of last time that today's values do not give and nobody has changed. */
  recalled: readonly RecalledAnswer[];
  declined: readonly number[];
  /** What a column holds over all rows, read as this mapping says. */
  summarise: (column: number, mapping: Mapping) => ReturnType<AskSummary>;
  onFault: (error: unknown) => void;
  onChange: (mapping: Mapping) => void;
  onDecline: (column: number) => void;
  onBack: () => void;
  onContinue: () => void;
}

/**
 * Where each column goes. Nothing is reported until "continue" is pressed; then missing fields are shown
 * until they are settled.
 */
export function MappingStep(props: MappingStepProps) {
  const { report, fields, country, mapping, memory, declined, onChange } = props;
  const t = useTranslations("mapping");
  const summaries = useSummaries(report, {
    ask: (column) => props.summarise(column, mapping),
    keyOf: (column) => JSON.stringify(mapping.columns[column]),
    onFault: props.onFault,
  });
  const [tries, setTries] = useState(0);
  const topRef = useRef<HTMLDivElement>(null);
  const hasTried = tries > 0;
  const problems = checkMapping(mapping, fields, report.columns.length, report.columns, country, props.currency);
  const faulty = new Set(hasTried ? problems.flatMap((problem) => problem.columns) : []);
  const mapped = new Set(report.columns.map((column) => fieldOfColumn(mapping, column.index)));
  const missing = fields.filter((field) => field.isRequired && !mapped.has(field.id));

  // After the render that shows what is missing: the first control to fix it may exist only since then.
  useEffect(() => {
    if (tries > 0) focusFirstProblem(topRef.current);
  }, [tries]);
  const goOn = () => {
    if (problems.length === 0) props.onContinue();
    else setTries((count) => count + 1);
  };

  return (
    <div ref={topRef} tabIndex={-1} className="flex scroll-mt-20 flex-col gap-4 outline-none">
      {memory.kind === "near" ? (
        <Callout
          title={
            memory.of == null
              ? t("near.title", { count: memory.changed.length })
              : t("near.of", { count: memory.changed.length, portfolio: memory.of })
          }
        >
          {memory.lost.length === 0
            ? t("near.text", { count: memory.changed.length, whose: whoseMemory(memory.of) })
            : t("near.lost", {
                whose: whoseMemory(memory.of),
                headers: memory.lost.join(", "),
                count: memory.lost.length,
              })}
        </Callout>
      ) : null}
      {report.repeatedGroups !== undefined ? (
        <LayoutChoice
          layout={mapping.layout}
          count={report.repeatedGroups.count}
          onChange={(layout) => onChange(withLayout(mapping, layout, report, fields))}
        />
      ) : mapping.layout === "repeated_groups" ? (
        <HandGroups mapping={mapping} columns={report.columns} fields={fields} onChange={onChange} />
      ) : null}
      {hasTried ? (
        <MappingProblems problems={problems} headers={report.columns.map((column) => column.header)} />
      ) : null}
      <MissingFields fields={missing} mapping={mapping} isBlocking={hasTried} onMapping={onChange} />
      {loadsBalance(mapping) ? null : <NoBalance unplaced={unplacedColumns(report, mapping, fields, declined)} />}
      <CurrencyNote
        columns={currencyColumns(report.columns, mapping, fields, props.currency)}
        said={report.saidCurrency}
        named={report.namedCurrency}
        own={props.currency}
      />
      <MappingTable
        report={report}
        summaries={summaries}
        currency={props.currency}
        fields={fields}
        mapping={mapping}
        memory={memory}
        remembered={props.remembered}
        recalled={props.recalled}
        declined={declined}
        faulty={faulty}
        onChange={onChange}
        onDecline={props.onDecline}
      />
      <MappingFooter
        mapping={mapping}
        questions={countQuestions(mapping, fields, report.columns)}
        onChange={onChange}
        onBack={props.onBack}
        onContinue={goOn}
      />
    </div>
  );
}

/**
 * Focuses the link to the first column at fault or the first missing value; the whole step if neither can
 * take the focus.
 */
function focusFirstProblem(top: HTMLElement | null): void {
  const first = top?.querySelector<HTMLElement>("[data-problem] :is(a, input)");
  (first ?? top)?.focus();
}

/** Whose memory the columns come from, as the catalogues select it. `of`: see FirstMapping. */
function whoseMemory(of: string | null | undefined): "portfolio" | "file" {
  return of == null ? "file" : "portfolio";
}
