import { Users } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { requestLocale } from "#lib/server/request-locale.ts";

/** In place of a page of uploads, for a user to whom no tenant is assigned. */
export async function NoTenant() {
  const t = translatorFor(await requestLocale(), "outcome.history.noTenant");
  return (
    <EmptyState icon={<Users />} title={t("title")}>
      {t("text")}
    </EmptyState>
  );
}
