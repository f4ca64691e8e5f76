"use client";

import { useTranslations } from "use-intl";
import type { GoneList } from "#lib/domain/views/close-out-view.ts";
import { DownloadMenu } from "../uploads/download-menu.tsx";

/** Downloads one list of who and what is gone in a portfolio, as Excel or CSV. */
export function GoneMenu({ portfolioId, list }: { portfolioId: string; list: GoneList }) {
  const t = useTranslations("portfolios.closeOut");
  return (
    <DownloadMenu
      label={t("download")}
      size="sm"
      hrefOf={(format) => `/api/portfolios/${portfolioId}/gone?list=${list}&format=${format}`}
    />
  );
}
