"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import type { HoldView } from "#lib/domain/views/hold-view.ts";
import { DebtorNumber } from "../masking/debtor-number.tsx";
import { useReveal } from "../masking/reveal.ts";
import { RevealButton } from "../masking/reveal-button.tsx";
import { Badge } from "../ui/badge.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { IconButton } from "../ui/form/icon-button.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";

export interface HoldTableProps {
  holds: readonly HoldView[];
  onEnd: (hold: HoldView) => void;
}

/** Of the button that ends a hold. */
export function endButtonId({ id }: HoldView): string {
  return `end-hold-${id}`;
}

/** The people whom every load keeps out: why, since when, by whom and until when. */
export function HoldTable({ holds, onEnd }: HoldTableProps) {
  const t = useTranslations("holds");
  const { shown } = useReveal();
  return (
    <Table caption={t("title")}>
      <TableHead>
        <TableHeader>{t("identification")}</TableHeader>
        <TableHeader>{t("why")}</TableHeader>
        <TableHeader>{t("note")}</TableHeader>
        <TableHeader>{t("since")}</TableHeader>
        <TableHeader>{t("by")}</TableHeader>
        <TableHeader>{t("until")}</TableHeader>
        <TableHeader>
          <span className="sr-only">{t("end")}</span>
        </TableHeader>
      </TableHead>
      <TableBody>
        {holds.map((row) => {
          const hold = shown(row);
          return (
            <TableRow key={hold.id}>
              <TableCell isRowHeader label={t("identification")} className="tabular-nums [overflow-wrap:anywhere]">
                {hold.documentType === "" ? null : (
                  <span className="mr-1.5 font-normal text-text-muted">{hold.documentType}</span>
                )}
                <DebtorNumber>{hold.identification}</DebtorNumber>
                <RevealButton row={row} />
              </TableCell>
              <TableCell label={t("why")}>{t(`reasons.${hold.why}`)}</TableCell>
              <TableCell label={t("note")} className="[overflow-wrap:anywhere]">
                {hold.note === "" ? "—" : hold.note}
              </TableCell>
              <TableCell label={t("since")} className="whitespace-nowrap">
                <DateTime value={hold.since} show="date" />
              </TableCell>
              <TableCell label={t("by")}>{hold.by}</TableCell>
              <TableCell label={t("until")} className="whitespace-nowrap">
                {hold.until === null ? t("noEnd") : <DateTime value={`${hold.until}T12:00:00Z`} show="date" />}
                {hold.isOver ? <Badge className="ml-2">{t("isOver")}</Badge> : null}
              </TableCell>
              <TableCell align="end">
                <IconButton
                  id={endButtonId(hold)}
                  label={t("endOf", { identification: hold.identification })}
                  size="sm"
                  onClick={() => onEnd(hold)}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
