import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageLinkButton } from "#components/ui/form/page-link-button.tsx";
import { NumberText } from "#components/ui/number-text.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TableBox } from "#components/ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listTenantSettings } from "#lib/services/tenants/list-tenant-settings.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "admin.tenants")("title") };
}

export default async function TenantsPage() {
  const [tenants, locale] = await Promise.all([load(listTenantSettings, {}), requestLocale()]);
  const t = translatorFor(locale, "admin.tenants");
  const create = <PageLinkButton href="/admin/tenants/new" label={t("create")} variant="primary" />;

  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={create} />
      {tenants.length === 0 ? (
        <EmptyState icon={<Building2 />} title={t("emptyTitle")} actions={create}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <TableBox>
          <Table caption={t("title")}>
            <TableHead>
              <TableHeader>{t("name")}</TableHeader>
              <TableHeader>{t("operation")}</TableHeader>
              <TableHeader>{t("server")}</TableHeader>
              <TableHeader>{t("token")}</TableHeader>
              <TableHeader align="end">{t("customFields")}</TableHeader>
              <TableHeader align="end">{t("members")}</TableHeader>
              <TableHeader align="end">{t("uploads")}</TableHeader>
            </TableHead>
            <TableBody>
              {tenants.map((tenant) => (
                <TableRow key={tenant.id}>
                  <TableCell isRowHeader>
                    <TextLink href={`/admin/tenants/${tenant.id}`} className="touch-target inline-block">
                      {tenant.name}
                    </TextLink>
                    {tenant.retiredAt === null ? null : <Badge className="ml-2">{t("retired")}</Badge>}
                  </TableCell>
                  <TableCell label={t("operation")}>{tenant.operation}</TableCell>
                  <TableCell label={t("server")}>{tenant.server}</TableCell>
                  <TableCell label={t("token")}>
                    <span className="font-mono text-sm">••••{tenant.tokenLastFour}</span>
                  </TableCell>
                  <TableCell label={t("customFields")} align="end">
                    <NumberText value={tenant.customFields} />
                  </TableCell>
                  <TableCell label={t("members")} align="end">
                    <NumberText value={tenant.members} />
                  </TableCell>
                  <TableCell label={t("uploads")} align="end">
                    <NumberText value={tenant.uploads} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableBox>
      )}
    </>
  );
}
