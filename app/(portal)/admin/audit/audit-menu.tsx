"use client";

import { useTranslations } from "use-intl";
import { DownloadMenu } from "#components/uploads/download-menu.tsx";

/** Downloads every entry of the filtered trail. */
export function AuditMenu({ query }: { query: string }) {
  const t = useTranslations("admin.audit.filters");
  return (
    <DownloadMenu
      label={t("download")}
      hrefOf={(format) => `/api/audit?${new URLSearchParams([...new URLSearchParams(query), ["format", format]])}`}
    />
  );
}
