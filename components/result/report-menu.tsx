"use client";

import type { ReportGroup } from "#lib/domain/views/report.ts";
import { DownloadMenu, type DownloadMenuProps } from "../uploads/download-menu.tsx";

export interface ReportMenuProps extends Omit<DownloadMenuProps, "hrefOf"> {
  uploadId: string;
  group: ReportGroup;
}

/** Downloads one group, as Excel or CSV. */
export function ReportMenu({ uploadId, group, ...shown }: ReportMenuProps) {
  return (
    <DownloadMenu {...shown} hrefOf={(format) => `/api/uploads/${uploadId}/report?group=${group}&format=${format}`} />
  );
}
