"use client";

import { useTranslations } from "use-intl";
import { SessionTable } from "#components/admin/session-table.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { SessionView } from "#lib/domain/views/session-view.ts";
import { useSignOut } from "../sign-out.tsx";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { endSessionAction } from "./actions.ts";

/** Open sessions with a button to end each; for one's own it signs out. */
export function OpenSessions({ sessions }: { sessions: readonly SessionView[] }) {
  const t = useTranslations("admin.sessions");
  const { signOut } = useSignOut();
  const action = useAction(endSessionAction, { not_found: t("gone") });

  const end = async ({ id, isCurrent }: SessionView) => {
    if (isCurrent) return signOut();
    const answer = await action.run({ sessionId: id });
    if (answer?.ok === true) showToast("success", t("ended"));
  };

  return <SessionTable sessions={sessions} isBusy={action.isBusy} onEnd={(session) => void end(session)} />;
}
