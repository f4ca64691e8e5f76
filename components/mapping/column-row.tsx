"use client";

import { useTranslations } from "use-intl";
import type { Field } from "#lib/domain/fields/field.ts";
import type { CellReading, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ColumnReport } from "#lib/spreadsheet/workbench-protocol.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Combobox } from "../ui/combobox.tsx";
import type { ComboboxGroup } from "../ui/combobox-choices.ts";
import { Input } from "../ui/input.tsx";
import { doNotLoad } from "./field-choices.ts";
import { ReadingChoice } from "./reading-choice.tsx";
import { readingQuestion } from "./reading-question.ts";

export interface ColumnRowProps {
  column: ColumnReport;
  rowCount: number;
  mapping: Mapping;
  field: Field | undefined;
  choices: readonly ComboboxGroup<string>[];
  /** A proposal that waits for a click, with its field's name. */
  doubtful: { readonly fieldId: string; readonly label: string } | null;
  reason: "same_as_last_time" | "synonym" | "values" | null;
  /** Was not there, or called otherwise, when the mapping was remembered. */
  isNew: boolean;
  isAtFault: boolean;
  onChoose: (choice: string) => void;
  onDecline: () => void;
  onReading: (reading: CellReading) => void;
  onDefault: (value: string) => void;
}

/** One column of the file: what it says, where it goes and why. */
export function ColumnRow(props: ColumnRowProps) {
  const { column, rowCount, mapping, field, choices, doubtful, reason, isNew, isAtFault } = props;
  const t = useTranslations("mapping");
  const state = mapping.columns[column.index];
  const question = readingQuestion(column, field);
  const emptyCells = rowCount - column.filledRows;
  const value = state?.state === "left_out" ? doNotLoad : (field?.id ?? null);
  const isOpen = state === undefined || state.state === "unmapped";

  return (
    <div
      role="row"
      id={`column-${column.index}`}
      className={classNames(
        "grid gap-x-4 gap-y-1.5 px-4 py-2 md:grid-cols-[minmax(0,13rem)_minmax(0,1fr)_minmax(0,19rem)] md:items-center",
        isAtFault && "bg-error-bg",
        !isAtFault && isNew && "bg-accent-soft",
      )}
    >
      <div role="rowheader" className="flex min-w-0 items-center gap-2">
        <span
          className={classNames("truncate font-medium", state?.state === "left_out" && "text-text-muted")}
          title={column.header}
        >
          {column.header}
        </span>
        {isNew ? <Badge tone="info">{t("isNew")}</Badge> : null}
      </div>
      <div role="cell" className="flex min-w-0 gap-x-3 overflow-hidden text-sm text-text-muted tabular-nums">
        {column.samples.length === 0 ? <span>{t("noValues")}</span> : null}
        {column.samples.map((sample) => (
          <span key={sample} className="max-w-44 shrink truncate" title={sample}>
            {sample}
          </span>
        ))}
      </div>
      <div role="cell" className="flex min-w-0 flex-col gap-1.5">
        <div className="flex items-center gap-2">
          <Combobox
            label={t("targetOf", { header: column.header })}
            value={value}
            groups={choices}
            placeholder={t("undecided")}
            onChange={props.onChoose}
            className={classNames(
              "min-w-0 flex-1",
              isOpen && "border-dashed",
              state?.state === "left_out" && "text-text-muted",
            )}
          />
          {reason === null ? null : <Badge>{t(`reasons.${reason}`)}</Badge>}
        </div>
      </div>
      {doubtful === null ? null : (
        <div role="cell" className="flex flex-wrap items-center gap-2 md:col-start-3">
          <span className="text-sm text-warning">{t("perhaps", { field: doubtful.label })}</span>
          <Button size="sm" onClick={() => props.onChoose(doubtful.fieldId)}>
            {t("yes")}
          </Button>
          <Button size="sm" variant="ghost" onClick={props.onDecline}>
            {t("no")}
          </Button>
        </div>
      )}
      {question === null || state?.state !== "field" ? null : (
        <div role="cell" className="md:col-span-2 md:col-start-2">
          <ReadingChoice column={column} question={question} reading={state.reading} onChange={props.onReading} />
        </div>
      )}
      {field === undefined || emptyCells === 0 || field.kind === "identification" || !field.isRequired ? null : (
        <div role="cell" className="flex flex-wrap items-center gap-2 md:col-start-3">
          <label className="flex min-w-0 flex-1 flex-col gap-1 text-sm text-text-muted">
            <span>{t("emptyCells", { count: emptyCells })}</span>
            <Input
              value={mapping.defaults.find((entry) => entry.field === field.id)?.value ?? ""}
              placeholder={field.kind === "email" ? t("placeholderEmail") : t("placeholderValue")}
              onChange={(event) => props.onDefault(event.target.value)}
            />
          </label>
        </div>
      )}
    </div>
  );
}
