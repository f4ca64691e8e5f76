import type { Metadata } from "next";
import { Badge } from "#components/ui/badge.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { PageLinkButton } from "#components/ui/form/page-link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { TableBox } from "#components/ui/section.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listUsers } from "#lib/services/users/list-users.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "admin.users")("title") };
}

export default async function UsersPage() {
  const [users, locale] = await Promise.all([load(listUsers, {}), requestLocale()]);
  const t = translatorFor(locale, "admin.users");
  const words = translatorFor(locale, "admin.user");
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<PageLinkButton href="/admin/users/new" label={t("create")} variant="primary" />}
      />
      <TableBox>
        <Table caption={t("title")}>
          <TableHead>
            <TableHeader>{words("name")}</TableHeader>
            <TableHeader>{words("email")}</TableHeader>
            <TableHeader>{words("role")}</TableHeader>
            <TableHeader>{words("tenantsTitle")}</TableHeader>
            <TableHeader>{t("since")}</TableHeader>
          </TableHead>
          <TableBody>
            {users.map((user) => (
              <TableRow key={user.id}>
                <TableCell isRowHeader>
                  <TextLink href={`/admin/users/${user.id}`} className="touch-target inline-block">
                    {user.name}
                  </TextLink>
                  {user.isDisabled ? <Badge className="ml-2">{t("disabled")}</Badge> : null}
                  {user.hasSignedUp || user.isDisabled ? null : (
                    <Badge tone="info" className="ml-2">
                      {t("invited")}
                    </Badge>
                  )}
                </TableCell>
                <TableCell label={words("email")}>{user.email}</TableCell>
                <TableCell label={words("role")}>{words(`roles.${user.role}`)}</TableCell>
                <TableCell label={words("tenantsTitle")}>
                  {user.role === "admin"
                    ? t("allTenants")
                    : user.tenants.map((tenant) => tenant.name).join(", ") || t("noTenant")}
                </TableCell>
                <TableCell label={t("since")}>
                  <DateTime value={user.createdAt} show="date" />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableBox>
    </>
  );
}
