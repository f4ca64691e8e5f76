import { UserMinus } from "lucide-react";
import { PageLinkButton } from "#components/ui/form/page-link-button.tsx";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

/**
 * Leads from a confirmed load of a portfolio to who is gone; nothing for additions and cancelled loads, which tell nobody
 * gone, and what is no load.
 */
export function GoneLink({ view, label }: { view: UploadView; label: string }) {
  const { portfolio, load, confirmedAt, retryOfId = null, closesOutId = null, state, isMadeWhole = false } = view;
  const isLoad =
    retryOfId === null &&
    closesOutId === null &&
    confirmedAt !== null &&
    (state !== "cancelled" || isMadeWhole) &&
    (load?.kind === "whole" || load?.kind === "part");
  if (!isLoad || portfolio === null || portfolio === undefined) return null;
  return (
    <PageLinkButton href={`/portfolios/${portfolio.id}/gone`} label={label}>
      <UserMinus aria-hidden />
    </PageLinkButton>
  );
}
