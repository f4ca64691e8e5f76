import { Archive, Users } from "lucide-react";
import type { ReactNode } from "react";
import { DateTime } from "#components/ui/date-time.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/form/link-button.tsx";
import type { RetiredTenantView } from "#lib/domain/views/tenant-view.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { myRetiredTenants } from "#lib/server/current-tenant.ts";
import { requestLocale } from "#lib/server/request-locale.ts";

/**
 * In place of a page of uploads, for a user who has no tenant to work for: they are retired, or none is assigned.
 * `children` says the latter in other words.
 */
export async function NoTenant({ children }: { children?: ReactNode }) {
  const retired = await myRetiredTenants();
  if (retired.length > 0) return <AllRetired tenants={retired} isRead={false} />;
  if (children !== undefined) return children;
  const t = translatorFor(await requestLocale(), "outcome.history.noTenant");
  return (
    <EmptyState icon={<Users />} title={t("title")}>
      {t("text")}
    </EmptyState>
  );
}

interface AllRetiredProps {
  tenants: readonly RetiredTenantView[];
  /** Whether the user may still read them. */
  isRead: boolean;
}

/** That the user's tenants are retired, since when, and what that means for them. */
export async function AllRetired({ tenants, isRead }: AllRetiredProps) {
  const locale = await requestLocale();
  const t = translatorFor(locale, "outcome.history.retired");
  return (
    <EmptyState
      icon={<Archive />}
      title={t("title", { count: tenants.length })}
      actions={
        isRead ? (
          <>
            <LinkButton href="/uploads">{translatorFor(locale, "portfolios.morning")("uploads")}</LinkButton>
            <LinkButton href="/portfolios">{t("portfolios")}</LinkButton>
          </>
        ) : undefined
      }
    >
      {tenants.map(({ id, name, retiredAt }) => (
        <p key={id}>{t.rich("one", { name, at: () => <DateTime value={retiredAt} show="date" /> })}</p>
      ))}
      <p className="mt-2">{t(isRead ? "read" : "unread")}</p>
    </EmptyState>
  );
}
