import type { ReactNode } from "react";
import { StateOutcomeHost } from "./failures/state-outcome-host.tsx";

interface UploadLayoutProps {
  params: Promise<{ uploadId: string }>;
  children: ReactNode;
}

/** What stays mounted while an upload's page moves from one stage to the next. */
export default async function UploadLayout({ params, children }: UploadLayoutProps) {
  const { uploadId } = await params;
  return <StateOutcomeHost uploadId={uploadId}>{children}</StateOutcomeHost>;
}
