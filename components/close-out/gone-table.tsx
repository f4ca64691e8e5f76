"use client";

import { useTranslations } from "use-intl";
import type { GoneDebtorView, GoneList } from "#lib/domain/views/close-out-view.ts";
import { DebtorNumber } from "../masking/debtor-number.tsx";
import { debtorKey, useReveal } from "../masking/reveal.ts";
import { RevealButton } from "../masking/reveal-button.tsx";
import { DateTime } from "../ui/date-time.tsx";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";

export interface GoneTableProps {
  list: GoneList;
  debtors: readonly GoneDebtorView[];
  currency: string;
}

/** Debtors of one list, with the obligations that it is about, and the load or close-out behind it. */
export function GoneTable({ list, debtors, currency }: GoneTableProps) {
  const t = useTranslations("portfolios.closeOut");
  const { shown } = useReveal();
  const since = t(list === "closed" ? "closedAt" : "since");
  const upload = t(list === "closed" ? "closedBy" : "load");
  return (
    <Table caption={t(`captions.${list}`)}>
      <TableHead>
        <TableHeader>{t("identification")}</TableHeader>
        <TableHeader>{t("name")}</TableHeader>
        <TableHeader>{t("obligations")}</TableHeader>
        <TableHeader align="end">{t("balance")}</TableHeader>
        <TableHeader>{since}</TableHeader>
        <TableHeader>{upload}</TableHeader>
      </TableHead>
      <TableBody>
        {debtors.map((row) => {
          const { identification, name, numbers, balance, since: at, uploadId, fileName, backIn } = shown(row);
          return (
            <TableRow key={debtorKey(row)} className="align-top">
              <TableCell isRowHeader label={t("identification")} className="font-mono whitespace-nowrap">
                <DebtorNumber>{identification}</DebtorNumber>
                <RevealButton row={row} />
              </TableCell>
              <TableCell label={t("name")} className="[overflow-wrap:anywhere]">
                {name}
              </TableCell>
              <TableCell label={t("obligations")} className="[overflow-wrap:anywhere]">
                <Numbers numbers={numbers} />
              </TableCell>
              <TableCell align="end" label={t("balance")} className="whitespace-nowrap">
                <Money amount={balance} currency={currency} />
              </TableCell>
              <TableCell label={since} className="whitespace-nowrap">
                <DateTime value={at} show="date" />
              </TableCell>
              <TableCell label={upload} className="[overflow-wrap:anywhere]">
                {uploadId === null ? "—" : <TextLink href={`/uploads/${uploadId}`}>{fileName}</TextLink>}
                {backIn === null ? null : (
                  <span className="block text-sm text-warning">
                    {t.rich("backInFile", {
                      file: backIn.fileName,
                      link: (chunks) => <TextLink href={`/uploads/${backIn.uploadId}`}>{chunks}</TextLink>,
                    })}
                  </span>
                )}
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}

/** More are in the file that is downloaded. */
const numbersShown = 3;

function Numbers({ numbers }: { numbers: readonly string[] }) {
  const t = useTranslations("portfolios.closeOut");
  const shown = numbers.slice(0, numbersShown).join(", ");
  const more = numbers.length - numbersShown;
  return (
    <span>
      <NumberText value={numbers.length} />
      <span className="block text-sm text-text-muted">
        {more > 0 ? t("moreNumbers", { numbers: shown, count: more }) : shown}
      </span>
    </span>
  );
}
