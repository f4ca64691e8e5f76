"use client";

import { useTranslations } from "use-intl";
import type { SetAsideView } from "#lib/domain/views/left-out-view.ts";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { LineNumbers } from "./line-numbers.tsx";

/** The rows of the file that are titles, totals or notes, with their text. */
export function SetAsideTable({ rows }: { rows: readonly SetAsideView[] }) {
  const t = useTranslations("outcome.setAside");
  const aside = useTranslations("findings.aside.reason");
  if (rows.length === 0) return <p className="px-4 py-8 text-center text-text-muted">{t("none")}</p>;
  return (
    <Table caption={t("caption")}>
      <TableHead>
        <TableHeader>{t("line")}</TableHeader>
        <TableHeader>{t("reason")}</TableHeader>
        <TableHeader>{t("text")}</TableHeader>
      </TableHead>
      <TableBody>
        {rows.map(({ row, line, reason, text }) => (
          <TableRow key={row} className="align-top">
            <TableCell isRowHeader label={t("line")}>
              <LineNumbers lines={[line]} />
            </TableCell>
            <TableCell label={t("reason")} className="whitespace-nowrap">
              {aside(reason)}
            </TableCell>
            <TableCell label={t("text")} className="w-full break-words max-sm:!block">
              <span className="max-sm:block">{text ?? <span className="text-text-muted">{t("erased")}</span>}</span>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
