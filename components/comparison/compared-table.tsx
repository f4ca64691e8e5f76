"use client";

import { useMessages, useTranslations } from "use-intl";
import { totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import type { ComparedDebtorView } from "#lib/domain/views/comparison-view.ts";
import { type FieldCatalogue, fieldWordsById } from "#lib/i18n/field-words.ts";
import { DebtorNumber } from "../masking/debtor-number.tsx";
import { useReveal } from "../masking/reveal.ts";
import { RevealButton } from "../masking/reveal-button.tsx";
import { Badge } from "../ui/badge.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { ChangedCount, ChangedValue } from "./changed-cell.tsx";
import { type ChangedRow, changedRows, columnsOf } from "./changed-rows.ts";

export interface ComparedTableProps {
  debtors: readonly ComparedDebtorView[];
  /** The order of the columns: fields that changed, those with most values first. */
  fieldOrder: readonly string[];
  hasBalance: boolean;
  /** Whether the file tells who is gone; what a part does not name may be in another. */
  tellsGone: boolean;
}

/** Debtors of one group with old → new in each cell; what has not changed is "…". */
export function ComparedTable({ debtors, fieldOrder, hasBalance, tellsGone }: ComparedTableProps) {
  const t = useTranslations("portfolios.comparison.list");
  const catalogue: FieldCatalogue = useMessages().fields;
  const { shown } = useReveal();
  if (debtors.length === 0) return <p className="px-4 py-8 text-center text-text-muted">{t("none")}</p>;
  const rows = changedRows(debtors, shown);
  const columns = columnsOf(rows, fieldOrder).map((fieldId) => ({
    fieldId,
    label: fieldWordsById(catalogue, fieldId).label,
  }));
  return (
    <Table caption={t("caption")}>
      <TableHead>
        <TableHeader>{t("debtor")}</TableHeader>
        <TableHeader align="end">{t("obligations")}</TableHeader>
        {hasBalance ? <TableHeader align="end">{t("balance")}</TableHeader> : null}
        {columns.map(({ fieldId, label }) => (
          <TableHeader key={fieldId}>{label}</TableHeader>
        ))}
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.key} className="align-top">
            <TableCell isRowHeader className="whitespace-nowrap tabular-nums">
              <RowName row={row} tellsGone={tellsGone} />
            </TableCell>
            <TableCell
              align="end"
              label={t("obligations")}
              className={row.obligations === null ? "max-sm:!hidden" : ""}
            >
              <ChangedCount counts={row.obligations} />
            </TableCell>
            {hasBalance ? (
              <TableCell align="end" label={t("balance")} className={row.balance === null ? "max-sm:!hidden" : ""}>
                <ChangedValue
                  fieldId={totalBalanceField}
                  values={row.balance}
                  isOneSided={row.obligation === null || row.appeared !== null}
                />
              </TableCell>
            ) : null}
            {columns.map(({ fieldId, label }) => {
              const values = row.byField.get(fieldId) ?? null;
              return (
                <TableCell key={fieldId} label={label} className={values === null ? "max-sm:!hidden" : "min-w-32"}>
                  <ChangedValue fieldId={fieldId} values={values} />
                </TableCell>
              );
            })}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function RowName({
  row: { identification, debtor, obligation, appeared, unknown },
  tellsGone,
}: {
  row: ChangedRow;
  tellsGone: boolean;
}) {
  const t = useTranslations("portfolios.comparison.list");
  if (obligation === null) {
    return (
      <span>
        <DebtorNumber>{identification}</DebtorNumber>
        {debtor === null ? null : <RevealButton row={debtor} />}
        {unknown === null ? null : (
          <span className="block text-sm font-normal whitespace-normal text-text-muted">{t(`unknown.${unknown}`)}</span>
        )}
      </span>
    );
  }
  return (
    <span className="pl-4 font-normal">
      <VisuallyHidden>
        <DebtorNumber>{identification}</DebtorNumber>,{" "}
      </VisuallyHidden>
      {obligation}{" "}
      {appeared === null ? null : (
        <Badge tone={appeared === "new" ? "info" : "neutral"}>
          {t(appeared === "new" ? "isNew" : tellsGone ? "isGone" : "isNotInFile")}
        </Badge>
      )}
    </span>
  );
}
