"use client";

import { useTranslations } from "use-intl";
import type { ReadingReport, ReadingSettings, SheetJoin } from "#lib/spreadsheet/protocol/reading.ts";
import { Select } from "../../ui/form/select.tsx";
import { FindingChip } from "./finding-chip.tsx";
import { useEvidenceWords } from "./finding-words.ts";
import { RowNumberForm } from "./row-number-form.tsx";

export interface JoinChipProps {
  report: ReadingReport;
  onJoin: (join: NonNullable<ReadingSettings["join"]>) => void;
}

/**
 * Whether a sheet of debtors is read together with that of their obligations: the reason, the alternatives,
 * and the line of its header.
 */
export function JoinChip({ report, onJoin }: JoinChipProps) {
  const t = useTranslations("findings.join");
  const evidence = useEvidenceWords();
  const { join, sheets, debtorsHeaderRow } = report;
  if (join === null) return null;
  const taken = join.value === "none" ? null : join.value;
  const joins = [join.value, ...join.alternatives].flatMap((answer) => (answer === "none" ? [] : [answer]));
  const nameOf = (sheet: number) => sheets[sheet]?.name ?? "";
  const choices = [
    { value: apart, label: t("leaveApart") },
    ...joins
      .filter((answer, at) => joins.findIndex((other) => keyOf(other) === keyOf(answer)) === at)
      .map((answer) => ({
        value: keyOf(answer),
        label: t("joinTo", { debtors: nameOf(answer.debtors.sheet), obligations: nameOf(answer.sheet) }),
      })),
  ];
  return (
    <FindingChip
      name={t("debtorsSheet")}
      value={taken === null ? t("apart") : nameOf(taken.debtors.sheet)}
      evidence={evidence(join)}
      isDoubtful={join.certainty === "ambiguous"}
    >
      {(close) => (
        <>
          <Select
            label={t("debtorsSheet")}
            value={taken === null ? apart : keyOf(taken)}
            choices={choices}
            onChange={(key) => {
              close();
              onJoin(joins.find((answer) => keyOf(answer) === key) ?? "none");
            }}
          />
          {taken === null || debtorsHeaderRow === null ? null : (
            <RowNumberForm
              label={t("debtorsHeader", { sheet: nameOf(taken.debtors.sheet) })}
              hint={t("debtorsHeaderHint")}
              value={Number(debtorsHeaderRow.params.line ?? 0)}
              onChange={(headerLine) => {
                close();
                onJoin({ ...taken, debtors: { ...taken.debtors, headerLine } });
              }}
            />
          )}
        </>
      )}
    </FindingChip>
  );
}

const apart = "none";

/**
 * Of several ways to join the same two sheets only the first is offered: the user could not tell their
 * columns apart.
 */
function keyOf({ sheet, debtors }: SheetJoin): string {
  return `${sheet}+${debtors.sheet}`;
}
