"use client";

import { useMessages, useTranslations } from "use-intl";
import type { Field, FieldId } from "#lib/domain/fields/field.ts";
import { type ColumnOffer, columnOffers } from "#lib/domain/mapping/answers/column-offers.ts";
import {
  assignField,
  fieldOfColumn,
  leaveOut,
  moveToGroup,
  setDefault,
  setReading,
} from "#lib/domain/mapping/answers/edit-mapping.ts";
import type { FirstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { joinColumns, partsOf } from "#lib/domain/mapping/answers/joined-columns.ts";
import { groupCount, groupOfColumn, proposalIn } from "#lib/domain/mapping/answers/layout.ts";
import type { RecalledAnswer } from "#lib/domain/mapping/answers/remembered-answers.ts";
import { unlikeItsName } from "#lib/domain/mapping/answers/unlike-name.ts";
import type { Misfits } from "#lib/domain/mapping/columns/find-misfits.ts";
import { maxGroups } from "#lib/domain/mapping/find-groups.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import type { Summaries } from "../columns/summaries.ts";
import { ColumnRow } from "./column-row.tsx";
import { doNotLoad, fieldChoices, joinedFieldOf } from "./field-choices.ts";

export interface MappingTableProps {
  report: ReadingReport;
  summaries: Summaries;
  currency: string;
  fields: readonly Field[];
  mapping: Mapping;
  memory: FirstMapping["memory"];
  /** What columns say that are read as in an earlier load: of the file's own portfolio, or of another. */
  remembered: "same_as_last_time" | "same_as_another";
  /** Answers of last time that today's values do not give and nobody has changed. */
  recalled: readonly RecalledAnswer[];
  declined: readonly number[];
  /** Columns that keep the user from continuing. */
  faulty: ReadonlySet<number>;
  onChange: (mapping: Mapping) => void;
  onDecline: (column: number) => void;
}

/** Every column of the file with its values, and the field it is mapped to. */
export function MappingTable(props: MappingTableProps) {
  const { report, fields, mapping, memory, onChange } = props;
  const t = useTranslations("mapping");
  const catalogue = useMessages().fields;
  const headers = report.columns.map((column) => column.header);
  const byId = new Map(fields.map((field) => [field.id, field]));
  const changed = new Set(memory.kind === "near" ? memory.changed : []);
  const recalled = new Set(props.recalled.map(({ column }) => column));
  const words = useChoiceWords();
  const labelOf = (id: FieldId) => fieldWordsById(catalogue, id).label;
  const groupOf = (column: number, field: Field | null) => groupOfColumn(report, mapping, column, field);
  const proposalOf = (column: number) => proposalIn(report, mapping.layout, column);
  const offerOf = columnOffers({
    ...props,
    headers,
    proposalOf,
    groupOf: (column, id) => groupOf(column, byId.get(id) ?? null),
  });
  const hasGroups = mapping.layout === "repeated_groups";
  // If the headers do not number the groups, there is always room for one more.
  const isByHand = report.repeatedGroups === undefined;
  const count = Math.min(maxGroups, groupCount(report, mapping) + (isByHand ? 1 : 0));

  const choose = (index: number, choice: string) => {
    const column = report.columns[index];
    const joined = joinedFieldOf(choice);
    const field = byId.get(joined ?? choice);
    if (choice === doNotLoad) onChange(leaveOut(mapping, index));
    else if (column === undefined || field === undefined) return;
    else if (joined === null) onChange(assignField(mapping, column, field, undefined, groupOf(index, field)));
    else {
      const place = { field: joined, group: groupOf(index, field) };
      onChange(joinColumns(mapping, [...partsOf(mapping, place), index], place));
    }
  };
  const misfitsText = ({ count, filled, line, example }: Misfits) =>
    t("misfits", { fitting: filled - count, filled, line, example });
  const shownOffer = (index: number, offer: ColumnOffer) => {
    if (offer.kind === "field") {
      return {
        question: t("perhaps", { field: labelOf(offer.field) }),
        doubt: offer.misfits === null ? null : misfitsText(offer.misfits),
        onAccept: () => choose(index, offer.field),
      };
    }
    const parts = offer.parts.map((part) => t("quoted", { text: headers[part] ?? "" })).join(" + ");
    return {
      question: t("join.offer", { parts, field: labelOf(offer.field) }),
      doubt: null,
      onAccept: () => onChange(joinColumns(mapping, offer.parts, { field: offer.field, group: 0 })),
    };
  };

  return (
    <div className="overflow-hidden rounded-lg border border-border bg-surface-raised">
      <table className="w-full table-fixed max-md:block">
        <caption className="sr-only">{t("table")}</caption>
        <Head hasGroups={hasGroups} />
        <tbody className="divide-y divide-border border-t border-border max-md:block max-md:border-t-0">
          {report.columns.map((column) => {
            const { index } = column;
            const fieldId = fieldOfColumn(mapping, index);
            const field = fieldId === null ? undefined : byId.get(fieldId);
            const isRepeated = hasGroups && field?.level === "obligation";
            const offer = offerOf(index);
            const unlike = offer === null ? unlikeItsName(column, mapping, fields) : null;
            return (
              <ColumnRow
                key={index}
                column={column}
                summaries={props.summaries}
                rowCount={report.rowCount}
                currency={props.currency}
                mapping={mapping}
                field={field}
                obligation={isRepeated ? { group: groupOf(index, field), count } : null}
                choices={fieldChoices({
                  fields,
                  mapping,
                  headers,
                  column: index,
                  groupOf: (candidate) => groupOf(index, candidate),
                  catalogue,
                  words,
                })}
                headers={headers}
                fieldLabel={fieldId === null ? "" : labelOf(fieldId)}
                offer={offer === null ? null : shownOffer(index, offer)}
                doubt={unlike === null ? null : t("unlike", { ...unlike, field: labelOf(unlike.field) })}
                reason={reasonOf(
                  fieldId,
                  proposalOf(index),
                  memory.kind === "none" || changed.has(index) ? null : props.remembered,
                )}
                isNew={changed.has(index)}
                isRecalled={recalled.has(index)}
                isAtFault={props.faulty.has(index)}
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
  );
}

function Head({ hasGroups }: { hasGroups: boolean }) {
  const t = useTranslations("mapping");
  return (
    <thead className="bg-surface-sunken text-left text-xs text-text-muted max-md:sr-only">
      <tr>
        <th scope="col" className="w-56 px-4 py-2 font-medium">
          {t("head.column")}
        </th>
        <th scope="col" className="px-4 py-2 font-medium">
          {t("head.values")}
        </th>
        <th scope="col" className={`${hasGroups ? "w-[33rem]" : "w-[23rem]"} px-4 py-2 font-medium`}>
          {t("head.target")}
        </th>
      </tr>
    </thead>
  );
}

/** Why a column has its field; null if the user chose it. */
function reasonOf(
  field: FieldId | null,
  proposal: ReturnType<typeof proposalIn>,
  remembered: MappingTableProps["remembered"] | null,
) {
  if (field === null) return null;
  if (remembered !== null) return remembered;
  return proposal?.field === field && proposal.reason !== "doubtful" ? proposal.reason : null;
}

function useChoiceWords() {
  const t = useTranslations("mapping");
  return {
    doNotLoad: t("doNotLoad"),
    debtor: t("groups.debtor"),
    obligation: t("groups.obligation"),
    debtorCustom: t("groups.debtorCustom"),
    obligationCustom: t("groups.obligationCustom"),
    join: t("groups.join"),
    usedBy: (header: string) => t("usedBy", { header }),
    joinTo: (field: string) => t("join.to", { field }),
  };
}
