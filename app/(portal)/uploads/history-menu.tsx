"use client";

import { useTranslations } from "use-intl";
import { DownloadMenu } from "#components/uploads/download-menu.tsx";

/** Downloads every upload of the filtered history of a tenant; null: of all one's tenants. */
export function HistoryMenu({ tenantId, query }: { tenantId: string | null; query: string }) {
  const t = useTranslations("history.export");
  return (
    <DownloadMenu
      label={t("download")}
      hrefOf={(format) => {
        const search = new URLSearchParams(query);
        if (tenantId !== null) search.set("tenant", tenantId);
        return `/api/history?format=${format}&${search}`;
      }}
    />
  );
}
