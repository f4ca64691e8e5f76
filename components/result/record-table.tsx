"use client";

import { useTranslations } from "use-intl";
import { isErasedName } from "#lib/domain/people/erased-name.ts";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import { DebtorNumber } from "../masking/debtor-number.tsx";
import { useReveal } from "../masking/reveal.ts";
import { RevealButton } from "../masking/reveal-button.tsx";
import { Checkbox } from "../ui/form/checkbox.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { Balance } from "../uploads/balance.tsx";
import { LineNumbers } from "./line-numbers.tsx";
import { RecordEvidence } from "./record-evidence.tsx";
import { RecordReason } from "./record-reason.tsx";
import type { Selection } from "./selection.ts";

export interface RecordTableProps {
  records: readonly RecordView[];
  /** null: no balance is loaded. */
  currency: string | null;
  /** If given, debtors can be ticked, except those that are not offered. */
  selection?: { readonly chosen: Selection; readonly onToggle: (ordinal: number) => void } | undefined;
}

/** The debtors of one group of an upload. */
export function RecordTable({ records, currency, selection }: RecordTableProps) {
  const t = useTranslations("outcome.records");
  const recover = useTranslations("outcome.recover");
  const { shown } = useReveal();
  const hasLines = records.some(({ lines }) => lines.length > 0);
  if (records.length === 0) return <p className="px-4 py-8 text-center text-text-muted">{t("none")}</p>;
  return (
    <Table caption={t("caption")}>
      <TableHead>
        <TableHeader>{t("identification")}</TableHeader>
        <TableHeader>{t("reason")}</TableHeader>
        <TableHeader>{t("evidence")}</TableHeader>
        {hasLines ? <TableHeader>{t("lines")}</TableHeader> : null}
        <TableHeader align="end">{t("obligations")}</TableHeader>
        <TableHeader align="end">{t("balance")}</TableHeader>
      </TableHead>
      <TableBody>
        {records.map((row) => {
          const record = shown(row);
          return (
            <TableRow key={record.ordinal} className="align-top">
              <TableCell isRowHeader className="whitespace-nowrap tabular-nums">
                <span className="flex items-center">
                  <Identification record={record} selection={selection} />
                  <RevealButton row={row} />
                </span>
              </TableCell>
              <TableCell label={t("reason")} className="min-w-56 print:min-w-0">
                <RecordReason record={record} />
                {record.isHeld === true || record.isSentLater === true ? (
                  <span className="block text-xs text-text-muted">
                    {recover(record.isHeld === true ? "stillHeldOne" : "sentLater")}
                  </span>
                ) : null}
              </TableCell>
              <TableCell label={t("evidence")}>
                <RecordEvidence record={record} />
              </TableCell>
              {hasLines ? (
                <TableCell label={t("lines")}>
                  <LineNumbers lines={record.lines} />
                </TableCell>
              ) : null}
              <TableCell align="end" label={t("obligations")}>
                <NumberText value={record.obligations} />
              </TableCell>
              <TableCell align="end" label={t("balance")}>
                <Balance amount={record.balance} currency={currency} />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** Whether a retry has the debtor; if so, it is decided there and no longer here. */
function isRetried(record: RecordView): boolean {
  return record.retriedInId !== null && record.retriedInId !== undefined;
}

/** Whether something can still be done about the debtor here. Of an erased one only an outcome can be stated. */
export function isOffered(record: RecordView): boolean {
  if (isRetried(record) || record.isHeld === true) return false;
  if (record.state === "unconfirmed") return true;
  return record.isSentLater !== true && !isErasedName(record.identification);
}

/**
 * The words for the link to another upload: the one that sends the debtor again, and what became of the
 * debtor there or after it, or whether that upload was discarded; or, in a discarded upload, the one that the
 * debtor went back to.
 */
function whereTo(record: RecordView) {
  const { isInCorrection = false, isInDiscarded = false, isBack = false, acceptedLater = false, retriedState } = record;
  if (isBack) return "givenBack" as const;
  if (acceptedLater && record.wentAsAnother === true) return "acceptedAsAnother" as const;
  const kind = isInCorrection ? "corrected" : "retried";
  if (acceptedLater) return `${kind}Accepted` as const;
  if (isInDiscarded) return `${kind}Discarded` as const;
  if (retriedState === "rejected") return `${kind}Rejected` as const;
  if (retriedState === "unconfirmed") return `${kind}Unconfirmed` as const;
  return retriedState === "not_sent" ? (`${kind}NotSent` as const) : kind;
}

function Identification({ record, selection }: { record: RecordView; selection: RecordTableProps["selection"] }) {
  const t = useTranslations("outcome.recover");
  const { retriedInId } = record;
  if (retriedInId !== null && retriedInId !== undefined) {
    return (
      <span>
        <span className={selection === undefined ? "" : "sm:ml-6"}>
          <DebtorNumber>{record.identification}</DebtorNumber>
        </span>
        <TextLink
          href={`/uploads/${retriedInId}`}
          className={`block text-sm font-normal max-sm:text-right max-sm:whitespace-normal ${selection === undefined ? "" : "sm:ml-6"}`}
        >
          {t(whereTo(record))}
          <VisuallyHidden>
            : <DebtorNumber>{record.identification}</DebtorNumber>
          </VisuallyHidden>
        </TextLink>
      </span>
    );
  }
  const number = <DebtorNumber>{record.identification}</DebtorNumber>;
  if (selection === undefined) return number;
  if (!isOffered(record)) return <span className="sm:ml-6">{number}</span>;
  return (
    <Checkbox
      label={number}
      checked={selection.chosen.has(record.ordinal)}
      onCheckedChange={() => selection.onToggle(record.ordinal)}
    />
  );
}
