"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { IdentityView } from "#lib/domain/views/identity-view.ts";
import { DateTime } from "../ui/date-time.tsx";
import { Button } from "../ui/form/button.tsx";
import { ConfirmDialog } from "../ui/overlay/confirm-dialog.tsx";

export interface IdentityListProps {
  identities: readonly IdentityView[];
  isBusy: boolean;
  /** Resolves once it is removed, or the refusal is told. */
  onRemove: (identity: IdentityView) => Promise<void>;
}

/** The accounts of identity providers that get into an account, each with a button to end its link. */
export function IdentityList({ identities, isBusy, onRemove }: IdentityListProps) {
  const t = useTranslations("account.identities");
  const [asked, setAsked] = useState<IdentityView | null>(null);
  const remove = async (identity: IdentityView) => {
    await onRemove(identity);
    setAsked(null);
  };
  return (
    <>
      <ul aria-label={t("title")} className="flex flex-col gap-3">
        {identities.map((identity) => (
          <li key={identity.issuer} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <div className="min-w-0 [overflow-wrap:anywhere]">
              <p>{identity.issuer}</p>
              <p className="text-sm text-text-muted">
                {t("account")} <span className="font-mono">{identity.subject}</span> · {t("since")}{" "}
                <DateTime value={identity.linkedAt} />
              </p>
            </div>
            <Button disabled={isBusy} onClick={() => setAsked(identity)}>
              {t("remove")}
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={t("removeTitle")}
        confirmLabel={t("remove")}
        tone="danger"
        isBusy={isBusy}
        onConfirm={() => asked !== null && void remove(asked)}
      >
        {t("removeText")}
      </ConfirmDialog>
    </>
  );
}
