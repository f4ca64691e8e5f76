"use client";

import { useTranslations } from "use-intl";
import type { PortfolioLoad, PortfolioView } from "#lib/domain/views/portfolio-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { Money } from "../ui/money.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { LoadText } from "../uploads/load-text.tsx";
import { UploadStateBadge } from "../uploads/upload-state-badge.tsx";
import { BalanceOf } from "./balance-of.tsx";
import { ExpectedText } from "./expected-text.tsx";

export interface PortfolioTableProps {
  portfolios: readonly PortfolioView[];
  caption: string;
  /** Portfolios of several tenants. */
  hasTenant: boolean;
}

/** Portfolios, one per row, with the last load of each; cards on a phone. */
export function PortfolioTable({ portfolios, caption, hasTenant }: PortfolioTableProps) {
  const t = useTranslations("portfolios.list");
  return (
    <Table caption={caption}>
      <TableHead>
        <TableHeader>{t("portfolio")}</TableHeader>
        {hasTenant ? <TableHeader>{t("tenant")}</TableHeader> : null}
        <TableHeader>{t("expected")}</TableHeader>
        <TableHeader>{t("lastLoad")}</TableHeader>
        <TableHeader align="end">{t("debtors")}</TableHeader>
        <TableHeader align="end">{t("balance")}</TableHeader>
      </TableHead>
      <TableBody>
        {portfolios.map((portfolio) => (
          <TableRow key={portfolio.id} className="align-top max-sm:py-3">
            <TableCell isRowHeader className="min-w-48 py-2.5 max-sm:!block">
              <TextLink
                href={`/portfolios/${portfolio.id}`}
                className="touch-target inline-block [overflow-wrap:anywhere]"
              >
                {portfolio.name}
              </TextLink>
              {portfolio.creditor === null ? null : (
                <span className="block text-sm font-normal text-text-muted [overflow-wrap:anywhere]">
                  {portfolio.creditor}
                </span>
              )}
            </TableCell>
            {hasTenant ? (
              <TableCell label={t("tenant")} className="py-2.5">
                {portfolio.tenant.name}
              </TableCell>
            ) : null}
            <TableCell label={t("expected")} className="py-2.5">
              {portfolio.restingSince === null ? <ExpectedText {...portfolio} /> : "—"}
            </TableCell>
            <LastLoad load={portfolio.lastLoad} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function LastLoad({ load }: { load: PortfolioLoad | null }) {
  const t = useTranslations("portfolios.list");
  const words = useTranslations("portfolios.load");
  if (load === null)
    return (
      <TableCell colSpan={3} className="py-2.5 text-text-muted">
        {t("noLoad")}
      </TableCell>
    );
  const { file } = load;
  return (
    <>
      <TableCell className="py-2.5 max-sm:!block">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <UploadStateBadge state={load.state} completeness={load.completeness} />
          <TextLink href={`/uploads/${load.uploadId}`} className="touch-target inline-block">
            <DateTime value={load.confirmedAt} />
          </TextLink>
        </span>
        <span className="block text-sm text-text-muted [overflow-wrap:anywhere]">
          {load.fileName}
          <LoadText load={load.load} isSet={load.isSet} before=" · " />
          {load.partsMissing === 0 ? null : (
            <>
              {" · "}
              <span className="whitespace-nowrap">{words("missing", { count: load.partsMissing })}</span>
            </>
          )}
        </span>
      </TableCell>
      <TableCell align="end" label={t("debtors")} className="py-2.5">
        {file === null ? "—" : <NumberText value={file.debtors} />}
      </TableCell>
      <TableCell align="end" label={t("balance")} className="py-2.5">
        {file === null ? (
          "—"
        ) : (
          <>
            <Money amount={file.balance} currency={file.currency} />
            <BalanceOf wholeDay={file.wholeDay} />
          </>
        )}
      </TableCell>
    </>
  );
}
