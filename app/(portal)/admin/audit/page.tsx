import type { Metadata } from "next";
import { Fragment } from "react";
import { DateTime } from "#components/ui/date-time.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { TableBox } from "#components/ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import type { AuditView } from "#lib/domain/views/audit-view.ts";
import { isKnownKey } from "#lib/i18n/known-key.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { auditValueWords } from "./audit-value-words.ts";
import { SubjectLine } from "./subject-line.tsx";

/** Details that name another upload. */
const idsOfUploads: readonly string[] = ["ofId", "retryId"];

interface AuditPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "admin.audit")("title") };
}

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const links = pageLinks("/admin/audit", await searchParams, (key) => isPageKey("id", key));
  const { after } = links;
  const [page, locale] = await Promise.all([load(listAudit, after === undefined ? {} : { after }), requestLocale()]);
  const t = translatorFor(locale, "admin.audit");
  const { actions, detailNames } = messagesFor(locale).admin.audit;
  const valueWords = auditValueWords(locale);
  const detailLine = (details: AuditView["details"]) =>
    Object.entries(details).map(([name, value], index) => (
      <Fragment key={name}>
        {index === 0 ? "" : " · "}
        {isKnownKey(detailNames, name) ? t(`detailNames.${name}`) : name}:{" "}
        {idsOfUploads.includes(name) && typeof value === "string" ? (
          <TextLink href={`/uploads/${value}`}>{value.slice(-8)}</TextLink>
        ) : (
          valueWords(name, value)
        )}
      </Fragment>
    ));

  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <TableBox>
        <Table caption={t("title")}>
          <TableHead>
            <TableHeader>{t("at")}</TableHeader>
            <TableHeader>{t("actor")}</TableHeader>
            <TableHeader>{t("action")}</TableHeader>
            <TableHeader>{t("tenant")}</TableHeader>
            <TableHeader>{t("details")}</TableHeader>
            <TableHeader>{t("address")}</TableHeader>
          </TableHead>
          <TableBody>
            {page.items.map((entry) => (
              <TableRow key={entry.id}>
                <TableCell label={t("at")} className="whitespace-nowrap">
                  <DateTime value={entry.at} />
                </TableCell>
                <TableCell label={t("actor")}>
                  {entry.actor?.name ?? t(entry.address === null ? "portal" : "nobody")}
                </TableCell>
                <TableCell label={t("action")}>
                  {isKnownKey(actions, entry.action) ? t(`actions.${entry.action}`) : entry.action}
                  <SubjectLine entry={entry} noAccount={t("noAccount")} />
                </TableCell>
                <TableCell label={t("tenant")}>{entry.tenant?.name ?? "—"}</TableCell>
                <TableCell label={t("details")} className="max-w-96 text-sm text-text-muted [overflow-wrap:anywhere]">
                  {Object.keys(entry.details).length === 0 ? "—" : detailLine(entry.details)}
                </TableCell>
                <TableCell label={t("address")} className="font-mono text-xs">
                  {entry.address ?? "—"}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableBox>
      <Pagination
        previousHref={links.newer}
        nextHref={page.next === null ? undefined : links.older(page.next)}
        order="time"
      >
        {t("count", { count: page.items.length })}
      </Pagination>
    </>
  );
}
