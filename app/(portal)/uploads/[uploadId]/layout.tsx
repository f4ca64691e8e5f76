import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";
import { RetiredProvider } from "#components/access/may.tsx";
import { pageTenant } from "#lib/server/page-tenant.ts";
import { StateOutcomeHost } from "./failures/state-outcome-host.tsx";

interface UploadLayoutProps {
  params: Promise<{ uploadId: string }>;
  children: ReactNode;
}

export default withMessages(UploadLayout, "issues", "outcome.recover", "reasons");

/** What stays mounted while an upload's page moves from one stage to the next. */
async function UploadLayout({ params, children }: UploadLayoutProps) {
  const { uploadId } = await params;
  const tenant = await pageTenant(["uploads", uploadId], {});
  return (
    <RetiredProvider value={tenant?.isRetired === true}>
      <StateOutcomeHost uploadId={uploadId}>{children}</StateOutcomeHost>
    </RetiredProvider>
  );
}
