"use client";

import type { ReportGroup } from "#lib/domain/views/report.ts";
import { useMay } from "../access/may.tsx";
import { DownloadMenu, type DownloadMenuProps } from "../uploads/download-menu.tsx";

export interface ReportMenuProps extends Omit<DownloadMenuProps, "hrefOf"> {
  uploadId: string;
  group: ReportGroup;
  /** Only the rejected debtors of this reason (`RejectionGroup.key`); null: the whole group. */
  reason?: string | null;
}

/** Downloads one group, as Excel or CSV; nothing for whom no debtors' data may leave the portal. */
export function ReportMenu({ uploadId, group, reason = null, ...menu }: ReportMenuProps) {
  if (!useMay("debtors.download")) return null;
  const some = reason === null ? "" : `&reason=${reason}`;
  return (
    <DownloadMenu
      {...menu}
      hrefOf={(format) => `/api/uploads/${uploadId}/report?group=${group}&format=${format}${some}`}
    />
  );
}
