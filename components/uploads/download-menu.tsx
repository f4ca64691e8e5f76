"use client";

import { ChevronDown, Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/form/button.tsx";
import { Menu, MenuItem } from "../ui/overlay/menu.tsx";

export interface DownloadMenuProps {
  label: string;
  /** The address of the file. */
  hrefOf: (format: "csv" | "xlsx") => string;
  variant?: "primary" | "secondary";
  size?: "sm" | "md";
}

/** Downloads a table, as Excel or CSV. */
export function DownloadMenu({ label, hrefOf, variant = "secondary", size = "md" }: DownloadMenuProps) {
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
        <a href={hrefOf("xlsx")} download>
          {t("asXlsx")}
        </a>
      </MenuItem>
      <MenuItem asChild>
        <a href={hrefOf("csv")} download>
          {t("asCsv")}
        </a>
      </MenuItem>
    </Menu>
  );
}
