"use client";

import { useTranslations } from "use-intl";
import { DownloadMenu } from "../uploads/download-menu.tsx";

/** Downloads the whole comparison, as Excel or CSV. */
export function ComparisonMenu({ uploadId }: { uploadId: string }) {
  const t = useTranslations("portfolios.comparison.list");
  return (
    <DownloadMenu
      label={t("download")}
      hrefOf={(format) => `/api/uploads/${uploadId}/report/comparison?format=${format}`}
    />
  );
}
