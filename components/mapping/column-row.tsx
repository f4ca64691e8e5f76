"use client";

import { useTranslations } from "use-intl";
import type { Field as CrmField } from "#lib/domain/fields/field.ts";
import { readingQuestions, settledReading } from "#lib/domain/mapping/answers/reading-question.ts";
import type { CellReading } from "#lib/domain/mapping/cell-reading.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { ColumnHolds } from "../columns/column-holds.tsx";
import type { Summaries } from "../columns/summaries.ts";
import { Badge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";
import { Button } from "../ui/form/button.tsx";
import { Combobox } from "../ui/form/combobox.tsx";
import type { ComboboxGroup } from "../ui/form/combobox-choices.ts";
import { Select } from "../ui/form/select.tsx";
import { EmptyCellsDefault } from "./empty-cells-default.tsx";
import { doNotLoad } from "./field-choices.ts";
import { JoinedNote } from "./joined-note.tsx";
import { KeepsLast } from "./keeps-last.tsx";
import { ReadingChoice } from "./reading-choice.tsx";
import { ReadingNote } from "./reading-note.tsx";
import { SettledSums } from "./reading-sum.tsx";

export interface ColumnRowProps {
  column: ColumnReport;
  summaries: Summaries;
  rowCount: number;
  /** ISO 4217; the currency of the sums. */
  currency: string;
  mapping: Mapping;
  field: CrmField | undefined;
  choices: readonly ComboboxGroup<string>[];
  headers: readonly string[];
  /** The field's name on screen; "" without one. */
  fieldLabel: string;
  /**
   * Which of a row's obligations the column belongs to, and how many there can be; null if rows have one
   * obligation.
   */
  obligation: { readonly group: number; readonly count: number } | null;
  /** A proposal that the user has to accept. */
  offer: { readonly question: string; readonly doubt: string | null; readonly onAccept: () => void } | null;
  /** Why nothing is proposed although the column's name is known. */
  doubt: string | null;
  reason: "same_as_last_time" | "same_as_another" | "synonym" | "values" | null;
  /** The column was missing, or had another name, when the mapping was remembered. */
  isNew: boolean;
  /** Only last time's answer says how it is read. */
  isRecalled: boolean;
  isAtFault: boolean;
  onChoose: (choice: string) => void;
  onDecline: () => void;
  onReading: (reading: CellReading) => void;
  onDefault: (value: string) => void;
  onMapping: (mapping: Mapping) => void;
  onGroup: (group: number) => void;
}

/** One column of the file: its values, its field and the reason for it. */
export function ColumnRow(props: ColumnRowProps) {
  const { column, isNew, isRecalled, isAtFault } = props;
  return (
    <tr
      id={`column-${column.index}`}
      className={classNames(
        "scroll-mt-20 align-top max-md:flex max-md:flex-col max-md:gap-1.5 max-md:px-4 max-md:py-3",
        isAtFault && "bg-error-bg",
        !isAtFault && (isNew || isRecalled) && "bg-accent-soft",
      )}
    >
      <HeaderCell {...props} />
      <ValuesCell {...props} />
      <td className="md:px-4 md:py-2">
        <div className="flex flex-col gap-2">
          <FieldLine {...props} />
          <Joined {...props} />
          <Offer {...props} />
          {props.doubt === null ? null : <p className="text-sm break-words text-text-muted">{props.doubt}</p>}
          <ReadingAnswers {...props} />
          <DefaultAnswer {...props} />
          {props.field === undefined || props.rowCount <= column.filledRows ? null : (
            <KeepsLast
              field={props.field}
              label={props.fieldLabel}
              mapping={props.mapping}
              onMapping={props.onMapping}
            />
          )}
        </div>
      </td>
    </tr>
  );
}

function HeaderCell({ column, mapping, isNew, isRecalled }: ColumnRowProps) {
  const t = useTranslations("mapping");
  const isLeftOut = mapping.columns[column.index]?.state === "left_out";
  return (
    <th scope="row" className="text-left font-medium md:px-4 md:py-3">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className={classNames("truncate", isLeftOut && "text-text-muted")} title={column.header}>
          {column.header}
        </span>
        {isNew ? <Badge tone="info">{t("isNew")}</Badge> : null}
        {isRecalled ? <Badge tone="warning">{t("isRecalled")}</Badge> : null}
        {column.isHidden === true ? <Badge tone="warning">{t("isHidden")}</Badge> : null}
      </span>
    </th>
  );
}

/** Some values, and how they are read if that is settled. */
function ValuesCell({ column, summaries, mapping, field, currency, onReading }: ColumnRowProps) {
  const t = useTranslations("mapping");
  const state = mapping.columns[column.index];
  const settled = settledReading(column, field);
  return (
    <td className="text-sm text-text-muted md:px-4 md:py-3">
      <span className="flex flex-wrap gap-x-3 leading-[1.375rem]">
        <span className="flex min-w-0 flex-1 basis-44 gap-x-3 overflow-hidden">
          {column.samples.length === 0 ? t("noValues") : null}
          {column.samples.map((sample) => (
            <span key={sample} className="max-w-44 shrink truncate" title={sample}>
              {sample}
            </span>
          ))}
        </span>
        {settled === null || state?.state !== "field" ? null : (
          <span className="ml-auto shrink-0 whitespace-nowrap">
            <ReadingNote
              column={column}
              settled={settled}
              reading={state.reading}
              currency={currency}
              onChange={onReading}
            />
          </span>
        )}
      </span>
      <ColumnHolds summaries={summaries} column={column.index} currency={currency} />
    </td>
  );
}

/** The choice of the field, and of the obligation if a row has several. */
function FieldLine({ column, mapping, field, choices, obligation, reason, onChoose, onGroup }: ColumnRowProps) {
  const t = useTranslations("mapping");
  const state = mapping.columns[column.index]?.state ?? "unmapped";
  return (
    <div className="flex items-center gap-2 max-sm:flex-wrap">
      <Combobox
        label={t("targetOf", { header: column.header })}
        value={state === "left_out" ? doNotLoad : (field?.id ?? null)}
        groups={choices}
        placeholder={t("undecided")}
        onChange={onChoose}
        className={classNames(
          "min-w-0 flex-1",
          // On a phone, next to an obligation's number nothing of the name would be left.
          obligation !== null && "max-sm:basis-full",
          state === "unmapped" && "border-dashed",
          state === "left_out" && "text-text-muted",
        )}
      />
      {obligation === null ? null : (
        <Select
          label={t("layout.groupOf", { header: column.header })}
          value={String(obligation.group)}
          choices={Array.from({ length: obligation.count }, (_, group) => ({
            value: String(group),
            label: t("layout.group", { number: group + 1 }),
          }))}
          onChange={(group) => onGroup(Number(group))}
          className="!w-36 shrink-0"
        />
      )}
      {reason === null ? null : <Badge>{t(`reasons.${reason}`)}</Badge>}
    </div>
  );
}

/** The other parts of the value that the column is a part of. */
function Joined({ column, mapping, fieldLabel, headers, onMapping }: ColumnRowProps) {
  const state = mapping.columns[column.index];
  if (state?.state !== "joined") return null;
  return (
    <JoinedNote
      mapping={mapping}
      column={column.index}
      field={state.field}
      group={state.group}
      label={fieldLabel}
      headers={headers}
      onChange={onMapping}
    />
  );
}

function Offer({ offer, onDecline }: ColumnRowProps) {
  const t = useTranslations("mapping");
  if (offer === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-sm text-warning">{offer.question}</span>
      <Button size="sm" onClick={offer.onAccept}>
        {t("yes")}
      </Button>
      <Button size="sm" variant="ghost" onClick={onDecline}>
        {t("no")}
      </Button>
      {offer.doubt === null ? null : <p className="basis-full text-sm break-words text-text-muted">{offer.doubt}</p>}
    </div>
  );
}

/** What has to be asked about the reading of the cells, and the sums under a decimal mark that is settled. */
function ReadingAnswers({ column, mapping, field, currency, onReading }: ColumnRowProps) {
  const state = mapping.columns[column.index];
  if (state?.state !== "field") return null;
  const { reading } = state;
  const { sums } = column;
  const questions = readingQuestions(column, field);
  const hasSums = settledReading(column, field) === "decimalMark";
  return (
    <>
      {questions.map((question) => (
        <div key={question} className="rounded-md border border-warning-border bg-warning-bg px-3 py-2.5">
          <ReadingChoice
            column={column}
            question={question}
            reading={reading}
            currency={currency}
            onChange={onReading}
          />
        </div>
      ))}
      {!hasSums || sums === undefined || reading.decimalMark === undefined ? null : (
        <SettledSums sums={sums} mark={reading.decimalMark} currency={currency} />
      )}
    </>
  );
}

/** The value for empty cells of a field that the CRM requires. */
function DefaultAnswer({ column, rowCount, mapping, field, onDefault }: ColumnRowProps) {
  const state = mapping.columns[column.index];
  const emptyCells = rowCount - column.filledRows;
  // If a part of a joined value is empty, the other parts remain, and an empty later group is no obligation:
  // neither needs a default.
  const isWhole = state?.state === "field" && state.group === 0;
  if (field?.isRequired !== true || field.kind === "identification" || !isWhole || emptyCells <= 0) return null;
  return (
    <EmptyCellsDefault
      field={field}
      emptyCells={emptyCells}
      value={mapping.defaults.find((entry) => entry.field === field.id)?.value ?? ""}
      onChange={onDefault}
    />
  );
}
