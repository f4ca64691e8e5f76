"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ByteSize } from "#components/ui/byte-size.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { PortfolioLink } from "#components/uploads/portfolio-link.tsx";
import { UploadStateBadge } from "#components/uploads/upload-state-badge.tsx";
import { completenessOfView } from "#lib/domain/outcome/still-missing.ts";
import { isDiscarded } from "#lib/domain/outcome/upload-state.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

/** The head of an upload's page, the same in every stage. */
export function UploadHeader({ view, actions }: { view: UploadView; actions?: ReactNode }) {
  const t = useTranslations("outcome");
  const closing = useTranslations("portfolios.closeOut");
  const { retryOfId, confirmedFor, tenant, closesOutId = null } = view;
  const isCorrected =
    confirmedFor && (confirmedFor.operation !== tenant.operation || confirmedFor.server !== tenant.server);
  return (
    <PageHeader
      breadcrumbs={[{ label: t("uploadsTitle"), href: "/uploads" }]}
      title={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {view.fileName}{" "}
          <UploadStateBadge
            state={view.state}
            completeness={completenessOfView(view)}
            isDiscarded={isDiscarded(view)}
          />
        </span>
      }
      description={
        <ul className="flex flex-wrap gap-x-4">
          <li>
            {tenant.name} <span className="font-mono text-sm">({tenant.operation})</span>
          </li>
          {view.portfolio ? (
            <li>
              <PortfolioLink view={view} />
            </li>
          ) : null}
          {isCorrected ? <li className="[overflow-wrap:anywhere]">{t("confirmedFor", confirmedFor)}</li> : null}
          {closesOutId === null ? (
            <li>
              <ByteSize bytes={view.fileBytes} />
            </li>
          ) : null}
          <li>{view.createdBy}</li>
          <li>
            <DateTime value={view.createdAt} />
          </li>
          {closesOutId === null ? null : (
            <li>
              {closing.rich("of", { link: (words) => <TextLink href={`/uploads/${closesOutId}`}>{words}</TextLink> })}
            </li>
          )}
          {retryOfId === null || retryOfId === undefined ? null : (
            <li>
              {t.rich(view.isCorrection === true ? "recover.correctionOf" : "recover.retryOf", {
                link: (words) => <TextLink href={`/uploads/${retryOfId}`}>{words}</TextLink>,
              })}
            </li>
          )}
        </ul>
      }
      actions={actions}
    />
  );
}
