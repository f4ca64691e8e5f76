import { SearchX, ShieldBan } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { TableBox } from "#components/ui/section.tsx";
import { pageLinks } from "#components/uploads/page-links.ts";
import { dayIn } from "#lib/domain/portfolio/morning/expected-loads.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentTenant } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { requirePermission } from "#lib/server/require-permission.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { isPageKey } from "#lib/services/page-keys.ts";
import { searchedText } from "#lib/services/people/address-search.ts";
import { NoTenant } from "../no-tenant.tsx";
import { RevealHost } from "../reveal-host.tsx";
import { AddHoldsButton } from "./add-holds-button.tsx";
import { HoldList } from "./hold-list.tsx";
import { HoldSearch } from "./hold-search.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "holds")("title") };
}

interface HoldsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default withMessages(HoldsPage, "holds", "issues", "masking", "portfolios.reason", "reasons");

/** The people whom every load of the chosen tenant keeps out. */
async function HoldsPage({ searchParams }: HoldsPageProps) {
  await requirePermission("holds.manage");
  const t = translatorFor(await requestLocale(), "holds");
  const [query, tenant] = await Promise.all([searchParams, currentTenant()]);
  if (tenant === null) return <NoTenant />;
  const text = searchedText(tenant.id, query.q);
  const links = pageLinks("/holds", query, (key) => isPageKey("id", key));
  const after = links.after === undefined ? {} : { after: links.after };
  const { items, next } = await load(listHolds, { tenantId: tenant.id, text, ...after });
  const add = <AddHoldsButton tenantId={tenant.id} today={dayIn(tenant.timeZone, new Date())} />;
  return (
    <>
      <PageHeader title={t("title")} description={t("description", { operation: tenant.name })} actions={add} />
      {items.length === 0 && text === "" && links.after === undefined ? (
        <EmptyState icon={<ShieldBan />} title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <>
          <HoldSearch tenantId={tenant.id} asked={text} />
          {items.length === 0 ? (
            <EmptyState icon={<SearchX />} title={t("notFound.title", { text })}>
              {t("notFound.text")}
            </EmptyState>
          ) : (
            <TableBox>
              <RevealHost key={`${tenant.id} ${text} ${links.after ?? ""}`} rows={items}>
                <HoldList tenantId={tenant.id} holds={items} />
              </RevealHost>
              <Pagination
                previousHref={links.newer}
                nextHref={next === null ? undefined : links.older(next)}
                order="time"
                isInBox
              />
            </TableBox>
          )}
        </>
      )}
    </>
  );
}
