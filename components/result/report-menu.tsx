"use client";

import type { ReportGroup } from "#lib/domain/views/report.ts";
import { DownloadMenu, type DownloadMenuProps } from "../uploads/download-menu.tsx";

export interface ReportMenuProps extends Omit<DownloadMenuProps, "hrefOf"> {
  uploadId: string;
  group: ReportGroup;
  /** Only the rejected debtors of this reason (`RejectionGroup.key`); null: the whole group. */
  reason?: string | null;
}

/** Downloads one group, as Excel or CSV. */
export function ReportMenu({ uploadId, group, reason = null, ...menu }: ReportMenuProps) {
  const some = reason === null ? "" : `&reason=${reason}`;
  return (
    <DownloadMenu
      {...menu}
      hrefOf={(format) => `/api/uploads/${uploadId}/report?group=${group}&format=${format}${some}`}
    />
  );
}
