"use client";

import { ChevronDown, Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { usePageActions } from "../ui/actions/use-page-actions.ts";
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
  const files = [
    { href: hrefOf("xlsx"), detail: t("asXlsx") },
    { href: hrefOf("csv"), detail: t("asCsv") },
  ];
  usePageActions({ actions: files.map((file) => ({ ...file, id: `download:${file.href}`, label, isDownload: true })) });
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
      {files.map(({ href, detail }) => (
        <MenuItem key={href} asChild>
          <a href={href} download>
            {detail}
          </a>
        </MenuItem>
      ))}
    </Menu>
  );
}
