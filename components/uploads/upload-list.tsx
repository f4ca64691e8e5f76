"use client";

import { useTranslations } from "use-intl";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { completenessOfView } from "#lib/domain/outcome/still-missing.ts";
import { isDiscarded } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table.tsx";
import { TextLink } from "../ui/text-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import { Balance } from "./balance.tsx";
import { OutcomeMini } from "./outcome-mini.tsx";
import { PortfolioLink } from "./portfolio-link.tsx";
import { RetryOrigin } from "./retry-origin.tsx";
import { UploadStateBadge } from "./upload-state-badge.tsx";

export interface UploadListProps {
  uploads: readonly UploadView[];
  /** Uploads of several tenants, or portfolios. */
  hasTenant: boolean;
  hasPortfolio?: boolean;
}

/** Uploads, one per row; cards on a phone. */
export function UploadList({ uploads, hasTenant, hasPortfolio = true }: UploadListProps) {
  const t = useTranslations("outcome.history");
  return (
    <Table caption={t("caption")}>
      <TableHead>
        <TableHeader>{t("file")}</TableHeader>
        {hasTenant ? <TableHeader>{t("operation")}</TableHeader> : null}
        <TableHeader>{t("state")}</TableHeader>
        <TableHeader>{t("outcome")}</TableHeader>
        <TableHeader align="end">{t("debtors")}</TableHeader>
        <TableHeader align="end">{t("balance")}</TableHeader>
      </TableHead>
      <TableBody>
        {uploads.map((upload) => (
          <TableRow key={upload.id} className="align-top max-sm:py-3">
            <TableCell isRowHeader className="min-w-48 py-2.5 max-sm:!block print:min-w-28">
              <TextLink href={`/uploads/${upload.id}`} className="touch-target inline-block [overflow-wrap:anywhere]">
                {upload.fileName}
                <VisuallyHidden>
                  , <DateTime value={upload.createdAt} />
                </VisuallyHidden>
              </TextLink>
              <span className="block text-sm font-normal text-text-muted">
                <DateTime value={upload.createdAt} /> · {upload.createdBy}
              </span>
              {hasPortfolio ? <PortfolioLink view={upload} className="block text-sm font-normal" /> : null}
              <RetryOrigin view={upload} />
            </TableCell>
            {hasTenant ? (
              <TableCell label={t("operation")} className="py-2.5">
                {upload.tenant.name}
              </TableCell>
            ) : null}
            <TableCell className="py-2.5">
              <UploadStateBadge
                state={upload.state}
                completeness={completenessOfView(upload)}
                isDiscarded={isDiscarded(upload)}
              />
            </TableCell>
            <TableCell className="w-1/3 py-2.5 max-sm:!block max-sm:!w-full">
              <OutcomeMini view={upload} />
            </TableCell>
            <TableCell align="end" label={t("debtors")} className="py-2.5">
              <NumberText value={upload.totals.file.debtors} />
            </TableCell>
            <TableCell align="end" label={t("balance")} className="py-2.5">
              <Balance amount={upload.totals.file.balance} currency={currencyOfSums(upload)} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
