import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { StateOutcomeHost } from "./failures/state-outcome-host.tsx";

interface UploadLayoutProps {
  params: Promise<{ uploadId: string }>;
  children: ReactNode;
}

export default withMessages(UploadLayout, "issues", "outcome.recover", "reasons");

/** What stays mounted while an upload's page moves from one stage to the next. */
async function UploadLayout({ params, children }: UploadLayoutProps) {
  const { uploadId } = await params;
  return <StateOutcomeHost uploadId={uploadId}>{children}</StateOutcomeHost>;
}
