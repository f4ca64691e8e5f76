"use client";

import dynamic from "next/dynamic";
import { useEffect, useSyncExternalStore } from "react";
import { onSignInElsewhere } from "#lib/server/session-client.ts";
import { reauthenticateAction } from "./actions.ts";
import { proving } from "./proving.ts";
import { asSignedIn } from "./session-requests.ts";

// Needed by few pages, and by those seldom.
const ReauthenticationDialog = dynamic(async () => {
  const { ReauthenticationDialog } = await import("#components/shell/reauthentication-dialog.tsx");
  return ReauthenticationDialog;
});

/** Asks the user who they are where an action was refused for it, over the page with all that was typed there. */
export function ReauthenticationHost() {
  const asked = useSyncExternalStore(
    proving.subscribe,
    () => proving.asked,
    () => null,
  );
  const isAtProvider = asked?.proof === "provider";
  useEffect(() => (isAtProvider ? onSignInElsewhere(() => proving.end(true)) : undefined), [isAtProvider]);
  if (asked === null) return null;

  return (
    <ReauthenticationDialog
      proof={asked.proof}
      onProve={async (typed) => {
        const answer = await asSignedIn(() => reauthenticateAction(typed));
        if (!answer.ok) return { code: answer.code, seconds: Number(answer.params.retryAfterSeconds ?? 0) };
        proving.end(true);
        return null;
      }}
      onProvider={() => window.open("/provider", "_blank", "popup,width=520,height=720")}
      onCancel={() => proving.end(false)}
    />
  );
}
