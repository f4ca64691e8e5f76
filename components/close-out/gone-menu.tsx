"use client";

import { useTranslations } from "use-intl";
import { DownloadMenu } from "../uploads/download-menu.tsx";

/** Downloads who is gone in a portfolio, as Excel or CSV. */
export function GoneMenu({ portfolioId }: { portfolioId: string }) {
  const t = useTranslations("portfolios.closeOut");
  return (
    <DownloadMenu label={t("download")} hrefOf={(format) => `/api/portfolios/${portfolioId}/gone?format=${format}`} />
  );
}
