"use client";

import { ChevronDown, Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Menu, MenuItem } from "../ui/overlay/menu.tsx";

/** Downloads the whole comparison, as Excel or CSV. */
export function ComparisonMenu({ uploadId }: { uploadId: string }) {
  const t = useTranslations("portfolios.comparison.list");
  const formats = useTranslations("outcome.result");
  const href = (format: "xlsx" | "csv") => `/api/uploads/${uploadId}/report/comparison?format=${format}`;
  return (
    <Menu
      trigger={
        <Button>
          <Download aria-hidden />
          {t("download")}
          <ChevronDown aria-hidden className="-mr-1" />
        </Button>
      }
    >
      <MenuItem asChild>
        <a href={href("xlsx")} download>
          {formats("asXlsx")}
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={href("csv")} download>
          {formats("asCsv")}
        </a>
      </MenuItem>
    </Menu>
  );
}
