import type { ReactNode } from "react";
import { StateOutcomeHost } from "./state-outcome-host.tsx";

interface UploadLayoutProps {
  params: Promise<{ uploadId: string }>;
  children: ReactNode;
}

/** What stays while the page of an upload goes from one stage to the next. */
export default async function UploadLayout({ params, children }: UploadLayoutProps) {
  const { uploadId } = await params;
  return <StateOutcomeHost uploadId={uploadId}>{children}</StateOutcomeHost>;
}
