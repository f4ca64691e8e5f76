"use client";

import { useTranslations } from "use-intl";
import type { ComparedFigure } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { ReceiptLine } from "#lib/domain/portfolio/receipt.ts";
import { useDeclaredWords } from "#lib/i18n/declared-words.ts";
import { Description, DescriptionList } from "../ui/description-list.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { Balance } from "../uploads/balance.tsx";

export interface ReceiptSheetProps {
  head: readonly { readonly label: string; readonly value: string }[];
  lines: readonly (ReceiptLine & { readonly name: string })[];
  /** Declared figures beside what was read. */
  compared: readonly ComparedFigure[];
  /** null: no balance is loaded. */
  currency: string | null;
}

/** Parts that others are taken from, or that add up to another. */
const strong: readonly ReceiptLine["part"][] = ["read", "staged"];

/** A receipt on one sheet of paper: what the load was, and what became of each part of the file. */
export function ReceiptSheet({ head, lines, compared, currency }: ReceiptSheetProps) {
  const words = useDeclaredWords(currency ?? "");
  const t = useTranslations("portfolios.receipt");
  return (
    <div className="overflow-hidden rounded-lg border border-border bg-surface-raised print:rounded-none print:border-0">
      <div className="px-4 py-2 print:text-xs">
        <DescriptionList>
          {head.map(({ label, value }) => (
            <Description key={label} label={label}>
              {value}
            </Description>
          ))}
        </DescriptionList>
      </div>
      <div className="border-t border-border print:text-xs">
        <Table caption={t("caption")}>
          <TableHead>
            <TableHeader>{t("columns.concept")}</TableHeader>
            <TableHeader align="end">{t("columns.rows")}</TableHeader>
            <TableHeader align="end">{t("columns.debtors")}</TableHeader>
            <TableHeader align="end">{t("columns.obligations")}</TableHeader>
            <TableHeader align="end">{t("columns.balance")}</TableHeader>
          </TableHead>
          <TableBody>
            {lines.map((line) => (
              <Line key={JSON.stringify([line.part, line.reason])} line={line} currency={currency} />
            ))}
          </TableBody>
        </Table>
      </div>
      {compared.length === 0 ? null : (
        <div className="border-t border-border px-4 py-3 text-sm print:text-xs">
          <p className="font-medium">{t("lines.declared")}</p>
          <ul>
            {compared.map((each) => (
              <li key={each.figure} className={each.difference === null ? "text-text-muted" : "font-medium"}>
                {words.sentence(each)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Line({ line, currency }: { line: ReceiptSheetProps["lines"][number]; currency: string | null }) {
  const t = useTranslations("portfolios.receipt.columns");
  const weight = line.reason !== null ? "text-text-muted" : strong.includes(line.part) ? "font-semibold" : "";
  const count = (figure: "rows" | "debtors" | "obligations") => {
    const value = line[figure];
    return value === null ? (
      <td className="max-sm:hidden" />
    ) : (
      <TableCell align="end" label={t(figure)} className={weight}>
        <NumberText value={value} />
      </TableCell>
    );
  };
  return (
    <TableRow className="break-inside-avoid align-baseline print:[&>*]:h-auto print:[&>*]:py-1">
      <TableCell isRowHeader className={`${weight} max-sm:!block ${line.reason === null ? "" : "!pl-9 font-normal!"}`}>
        {line.name}
      </TableCell>
      {count("rows")}
      {count("debtors")}
      {count("obligations")}
      {line.balance === null ? (
        <td className="max-sm:hidden" />
      ) : (
        <TableCell align="end" label={t("balance")} className={weight}>
          <Balance amount={line.balance} currency={currency} />
        </TableCell>
      )}
    </TableRow>
  );
}
