"use client";

import { useRef, useState } from "react";
import { useMessages, useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { proposeNameJoin } from "#lib/domain/mapping/propose-join.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import type { ReadingReport } from "#lib/spreadsheet/workbench-protocol.ts";
import { Button } from "../ui/button.tsx";
import { Callout } from "../ui/callout.tsx";
import { ColumnRow } from "./column-row.tsx";
import {
  assignField,
  columnOfField,
  fieldOfColumn,
  leaveOut,
  leaveOutOpen,
  moveToGroup,
  setConstant,
  setDefault,
  setReading,
} from "./edit-mapping.ts";
import { doNotLoad, fieldChoices, joinedFieldOf } from "./field-choices.ts";
import type { FirstMapping } from "./first-mapping.ts";
import { joinColumns, partsOf } from "./joined-columns.ts";
import { groupOfColumn, proposalIn, withLayout } from "./layout.ts";
import { LayoutChoice } from "./layout-choice.tsx";
import { MappingProblems } from "./mapping-problems.tsx";
import { MissingFields } from "./missing-fields.tsx";

export interface MappingStepProps {
  report: ReadingReport;
  fields: readonly Field[];
  country: string;
  mapping: Mapping;
  memory: FirstMapping["memory"];
  declined: readonly number[];
  onChange: (mapping: Mapping) => void;
  onDecline: (column: number) => void;
  onBack: () => void;
  onContinue: () => void;
}

const nameField = "debtor.Name";

/** Where each column goes. Nothing blocks until "continue" is pressed; then what is missing is said, and stays said until it is settled. */
export function MappingStep(props: MappingStepProps) {
  const { report, fields, country, mapping, memory, declined, onChange } = props;
  const t = useTranslations("mapping");
  const catalogue = useMessages().fields;
  const [hasTried, setTried] = useState(false);
  const topRef = useRef<HTMLDivElement>(null);
  const headers = report.columns.map((column) => column.header);
  const byId = new Map(fields.map((field) => [field.id, field]));
  const problems = checkMapping(mapping, fields, report.columns.length, report.columns, country);
  const faulty = new Set(hasTried ? problems.flatMap((problem) => problem.columns) : []);
  const mapped = new Set(report.columns.map((column) => fieldOfColumn(mapping, column.index)));
  const missing = fields.filter((field) => field.isRequired && !mapped.has(field.id));
  const open = mapping.columns.filter((state) => state.state === "unmapped").length;
  const changed = new Set(memory.kind === "near" ? memory.changed : []);
  const words = {
    doNotLoad: t("doNotLoad"),
    debtor: t("groups.debtor"),
    obligation: t("groups.obligation"),
    debtorCustom: t("groups.debtorCustom"),
    obligationCustom: t("groups.obligationCustom"),
    join: t("groups.join"),
    usedBy: (header: string) => t("usedBy", { header }),
    joinTo: (field: string) => t("join.to", { field }),
  };

  const groupOf = (index: number) => groupOfColumn(report, mapping, index);
  const proposalOf = (index: number) => proposalIn(report, mapping.layout, index);
  const groupCount = Math.max(
    report.repeatedGroups?.count ?? 1,
    ...mapping.columns.map((state) => ("group" in state ? state.group + 1 : 1)),
  );

  const choose = (index: number, choice: string) => {
    const column = report.columns[index];
    const joined = joinedFieldOf(choice);
    const field = byId.get(joined ?? choice);
    if (joined !== null) {
      const place = { field: joined, group: field?.level === "debtor" ? 0 : groupOf(index) };
      onChange(joinColumns(mapping, [...partsOf(mapping, place), index], place));
    } else if (choice === doNotLoad) onChange(leaveOut(mapping, index));
    else if (column !== undefined && field !== undefined)
      onChange(assignField(mapping, column, field, undefined, groupOf(index)));
  };
  const isOpen = (index: number) => mapping.columns[index]?.state === "unmapped" && !declined.includes(index);
  const named = mapped.has(nameField) ? null : proposeNameJoin(headers);
  const nameParts = named?.every(isOpen) === true ? named : [];
  const offerOf = (index: number) => {
    const proposal = proposalOf(index);
    if (nameParts.includes(index)) {
      // Once is enough: beside the first of them.
      if (index !== Math.min(...nameParts)) return null;
      const parts = nameParts.map((part) => `«${headers[part] ?? ""}»`).join(" + ");
      return {
        question: t("join.offer", { parts, field: fieldWordsById(catalogue, nameField).label }),
        onAccept: () => onChange(joinColumns(mapping, nameParts, { field: nameField, group: 0 })),
      };
    }
    if (!isOpen(index) || proposal === null) return null;
    const isOfDebtor = byId.get(proposal.field)?.level === "debtor";
    if (columnOfField(mapping, proposal.field, isOfDebtor ? 0 : groupOf(index)) !== null) return null;
    const label = fieldWordsById(catalogue, proposal.field).label;
    return { question: t("perhaps", { field: label }), onAccept: () => choose(index, proposal.field) };
  };
  const goOn = () => {
    setTried(true);
    if (problems.length === 0) props.onContinue();
    // What is open stands on top; the footer that was pressed may be far below it.
    else topRef.current?.focus();
  };

  return (
    <div ref={topRef} tabIndex={-1} className="flex scroll-mt-20 flex-col gap-4 outline-none">
      {memory.kind === "near" ? (
        <Callout title={t("near.title", { count: memory.changed.length })}>
          {memory.lost.length === 0
            ? t("near.text")
            : t("near.lost", { headers: memory.lost.join(", "), count: memory.lost.length })}
        </Callout>
      ) : null}
      {report.repeatedGroups === undefined ? null : (
        <LayoutChoice
          layout={mapping.layout}
          count={report.repeatedGroups.count}
          onChange={(layout) => onChange(withLayout(mapping, layout, report, fields))}
        />
      )}
      {hasTried ? <MappingProblems problems={problems} headers={headers} /> : null}
      <MissingFields
        fields={missing}
        mapping={mapping}
        isBlocking={hasTried}
        onConstant={(fieldId, value) => onChange(setConstant(mapping, fieldId, value))}
      />
      <div className="overflow-hidden rounded-lg border border-border bg-surface-raised">
        <table className="w-full table-fixed max-md:block">
          <caption className="sr-only">{t("table")}</caption>
          <thead className="bg-surface-sunken text-left text-xs text-text-muted max-md:sr-only">
            <tr>
              <th scope="col" className="w-56 px-4 py-2 font-medium">
                {t("head.column")}
              </th>
              <th scope="col" className="px-4 py-2 font-medium">
                {t("head.values")}
              </th>
              <th scope="col" className="w-[23rem] px-4 py-2 font-medium">
                {t("head.target")}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-border border-t border-border max-md:block max-md:border-t-0">
            {report.columns.map((column) => {
              const { index } = column;
              const proposal = proposalOf(index);
              const fieldId = fieldOfColumn(mapping, index);
              const isRemembered = memory.kind === "exact" || (memory.kind === "near" && !changed.has(index));
              const isProposed = fieldId !== null && proposal?.field === fieldId && proposal.reason !== "doubtful";
              const field = fieldId === null ? undefined : byId.get(fieldId);
              const isRepeated = mapping.layout === "repeated_groups" && field?.level === "obligation";
              return (
                <ColumnRow
                  key={index}
                  column={column}
                  rowCount={report.rowCount}
                  mapping={mapping}
                  field={field}
                  obligation={isRepeated ? { group: groupOf(index), count: groupCount } : null}
                  choices={fieldChoices({
                    fields,
                    mapping,
                    headers,
                    column: index,
                    group: groupOf(index),
                    catalogue,
                    words,
                  })}
                  headers={headers}
                  fieldLabel={fieldId === null ? "" : fieldWordsById(catalogue, fieldId).label}
                  offer={offerOf(index)}
                  reason={fieldId !== null && isRemembered ? "same_as_last_time" : isProposed ? proposal.reason : null}
                  isNew={changed.has(index)}
                  isAtFault={faulty.has(index)}
                  onChoose={(choice) => choose(index, choice)}
                  onDecline={() => props.onDecline(index)}
                  onReading={(reading) => onChange(setReading(mapping, index, reading))}
                  onMapping={onChange}
                  onGroup={(group) => onChange(moveToGroup(mapping, index, group))}
                  onDefault={(value) => fieldId !== null && onChange(setDefault(mapping, fieldId, value))}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <footer className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-x-4 gap-y-2 border-t border-border bg-surface px-1 py-3">
        <p role="status" className="flex flex-1 basis-64 flex-wrap items-center gap-x-2 text-sm text-text-muted">
          {open === 0 ? t("allDecided") : t("open", { count: open })}
          {open === 0 ? null : (
            <Button size="sm" variant="ghost" onClick={() => onChange(leaveOutOpen(mapping))}>
              {t("leaveOutOpen")}
            </Button>
          )}
        </p>
        <Button onClick={props.onBack}>{t("back")}</Button>
        <Button variant="primary" onClick={goOn}>
          {t("continue")}
        </Button>
      </footer>
    </div>
  );
}
