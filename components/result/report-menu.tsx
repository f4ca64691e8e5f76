"use client";

import { ChevronDown, Download } from "lucide-react";
import { useTranslations } from "use-intl";
import type { ReportGroup } from "#lib/domain/views/report.ts";
import { Button } from "../ui/form/button.tsx";
import { Menu, MenuItem } from "../ui/overlay/menu.tsx";

export interface ReportMenuProps {
  uploadId: string;
  group: ReportGroup;
  label: string;
  variant?: "primary" | "secondary";
  size?: "sm" | "md";
}

/** The address of a report. */
export function reportHref(uploadId: string, group: ReportGroup, format: "csv" | "xlsx"): string {
  return `/api/uploads/${uploadId}/report?group=${group}&format=${format}`;
}

/** Downloads one group, as Excel or CSV. */
export function ReportMenu({ uploadId, group, label, variant = "secondary", size = "md" }: ReportMenuProps) {
  const t = useTranslations("outcome.result");
  return (
    <Menu
      trigger={
        <Button variant={variant} size={size}>
          <Download aria-hidden />
          {label}
          <ChevronDown aria-hidden className="-mr-1" />
        </Button>
      }
    >
      <MenuItem asChild>
        <a href={reportHref(uploadId, group, "xlsx")} download>
          {t("asXlsx")}
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={reportHref(uploadId, group, "csv")} download>
          {t("asCsv")}
        </a>
      </MenuItem>
    </Menu>
  );
}
