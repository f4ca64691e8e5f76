import { FileUp, History } from "lucide-react";
import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { May } from "#components/access/may.tsx";
import { MorningCounts } from "#components/portfolios/morning-counts.tsx";
import { MorningList } from "#components/portfolios/morning-list.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { RestoreNotices } from "../restored/restore-notices.tsx";
import { UploadListRefresh } from "../uploads/upload-list-refresh.tsx";
import { MorningArrangementBar } from "./morning-arrangement.tsx";
import { NoPortfolios } from "./no-portfolios.tsx";

/** A load becomes late while the page is open. */
const restMs = 60_000;

export async function generateMetadata(): Promise<Metadata> {
  return { title: translatorFor(await requestLocale(), "portfolios.morning")("title") };
}

export default withMessages(
  MorningPage,
  "issues",
  "outcome.figures",
  "outcome.history",
  "outcome.recover",
  "portfolios.load",
  "portfolios.morning",
  "reasons",
);

/** The first page after signing in: every portfolio of one's tenants, the worst first. */
async function MorningPage() {
  const [locale, view] = await Promise.all([requestLocale(), load(showMorning, {})]);
  const t = translatorFor(locale, "portfolios.morning");
  const hasPortfolios = view.tenants.length > 0;
  return (
    <>
      <PageHeader
        title={t("title")}
        {...(hasPortfolios ? { description: <MorningCounts counts={view.counts} /> } : {})}
        actions={
          <>
            <LinkButton href="/uploads">
              <History aria-hidden />
              {t("uploads")}
            </LinkButton>
            <May permission="uploads.load">
              <LinkButton href="/uploads/new" variant="primary">
                <FileUp aria-hidden />
                {t("newUpload")}
              </LinkButton>
            </May>
          </>
        }
      />
      <RestoreNotices className="mb-4" />
      {hasPortfolios ? (
        <>
          <MorningArrangementBar arrangement={view.arrangement} tenants={view.tenants} />
          <div className="overflow-hidden rounded-lg border border-border bg-surface-raised">
            <MorningList lines={view.lines} hasTenant={view.tenants.length > 1 && view.arrangement.tenantId === null} />
          </div>
        </>
      ) : (
        <NoPortfolios />
      )}
      <UploadListRefresh isMoving={view.lines.some(({ health }) => health === "sending")} restMs={restMs} />
    </>
  );
}
