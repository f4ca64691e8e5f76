import { SearchX, UserSearch } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { DebtorHistory } from "#components/result/debtor-history.tsx";
import { LeftOutHistory } from "#components/result/left-out-history.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Section, SectionBleed } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { isAllowed } from "#lib/domain/access/permission.ts";
import { identificationCleaner } from "#lib/domain/person/identification.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { currentCtx } from "#lib/server/current-ctx.ts";
import { currentTenant } from "#lib/server/current-tenant.ts";
import { load } from "#lib/server/load.ts";
import { pageTenant } from "#lib/server/page-tenant.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { searchLeftOut } from "#lib/services/outcomes/search-left-out.ts";
import { addressClient } from "#lib/services/people/address-client.ts";
import { searchedText } from "#lib/services/people/address-search.ts";
import { NoTenant } from "../no-tenant.tsx";
import { RevealHost } from "../reveal-host.tsx";
import { DebtorSearch } from "./debtor-search.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "outcome.debtors")("title") };
}

interface DebtorsPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default withMessages(
  DebtorsPage,
  "fields",
  "issues",
  "masking",
  "outcome",
  "portfolios.comparison.evidence",
  "portfolios.reason",
  "reasons",
);

/** "What became of 12345?": one debtor in all the tenant's uploads. */
async function DebtorsPage({ searchParams }: DebtorsPageProps) {
  const t = translatorFor(await requestLocale(), "outcome");
  const query = await searchParams;
  const tenant = (await pageTenant(["debtors"], query)) ?? (await currentTenant());
  if (tenant === null) return <NoTenant />;
  const asked = searchedText(tenant.id, query.q);

  return (
    <>
      <PageHeader title={t("debtors.title")} description={t("debtors.description", { operation: tenant.name })} />
      <DebtorSearch tenantId={tenant.id} asked={asked} />
      {asked === "" ? (
        <EmptyState icon={<UserSearch />} title={t("debtors.start.title")}>
          {t("debtors.start.text")}
        </EmptyState>
      ) : (
        <Answer tenant={tenant} identification={asIdentification(asked, tenant.country)} />
      )}
    </>
  );
}

async function Answer({ tenant, identification }: { tenant: TenantView; identification: string }) {
  const t = translatorFor(await requestLocale(), "outcome.debtors");
  const input = { tenantId: tenant.id, identification };
  const [records, leftOut] = await Promise.all([load(searchDebtor, input), load(searchLeftOut, input)]);
  const trail = <TrailLink tenant={tenant} identification={identification} />;
  if (records.length + leftOut.length === 0) {
    return (
      <>
        <EmptyState icon={<SearchX />} title={t("notFound.title", { identification })}>
          {t("notFound.text")}
        </EmptyState>
        {trail}
      </>
    );
  }
  return (
    <>
      {records.length === 0 ? null : (
        <Section title={t("found", { count: records.length, identification })}>
          <SectionBleed>
            <RevealHost key={`${tenant.id} ${identification}`} rows={records}>
              <DebtorHistory identification={identification} records={records} currency={tenant.currency} />
            </RevealHost>
          </SectionBleed>
        </Section>
      )}
      {leftOut.length === 0 ? null : (
        <Section title={t("leftOut", { count: leftOut.length, identification })}>
          <SectionBleed>
            <LeftOutHistory identification={identification} uploads={leftOut} />
          </SectionBleed>
        </Section>
      )}
      {trail}
    </>
  );
}

/** For whoever may read the audit trail: who saw or changed the client. */
async function TrailLink({ tenant, identification }: { tenant: TenantView; identification: string }) {
  const { actor } = await currentCtx();
  // What cannot be cleaned is no identification of anybody.
  const isClient = identificationCleaner(tenant.country)(identification, "text", () => undefined) !== "";
  if (actor === null || !isAllowed(actor.role, "audit.read") || !isClient) return null;
  const { client } = await load(addressClient, { tenantId: tenant.id, identification });
  return (
    <p className="mt-4">
      <TextLink href={`/admin/audit/client?${new URLSearchParams({ tenant: tenant.id, client })}`} prefetch={false}>
        {translatorFor(await requestLocale(), "admin.audit.client")("who")}
      </TextLink>
    </p>
  );
}

/**
 * In the form that uploads store: without dots, blanks and the kind of document. Text that cannot be cleaned
 * is searched as it is.
 */
function asIdentification(asked: string, country: string): string {
  const cleaned = identificationCleaner(country)(asked, "text", () => undefined);
  return cleaned === "" ? asked : cleaned;
}
