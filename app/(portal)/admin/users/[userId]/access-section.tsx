"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { LinkDialog } from "#components/admin/link-dialog.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { Section } from "#components/ui/section.tsx";
import type { DeliveredLink } from "#lib/domain/views/link-view.ts";
import type { UserView } from "#lib/domain/views/user-view.ts";
import { LinkedIdentities } from "../../../account/linked-identities.tsx";
import { useAction } from "../../../uploads/[uploadId]/use-action.ts";
import { resetSecondFactorAction, sendLinkAction } from "../actions.ts";

type Question = "link" | "factor" | null;

/** How a user gets in, and what an admin can do for who cannot. */
export function AccessSection({ user }: { user: UserView }) {
  const t = useTranslations("admin.access");
  const links = useTranslations("admin.links");
  const [asked, setAsked] = useState<Question>(null);
  const [shown, setShown] = useState<DeliveredLink | null>(null);
  const link = useAction(sendLinkAction);
  const factor = useAction(resetSecondFactorAction);
  const kind = user.hasPassword ? "reset" : "invitation";

  const send = async () => {
    const answer = await link.run({ userId: user.id });
    setAsked(null);
    if (answer?.ok !== true) return;
    if (answer.value.link === null) showToast("success", links(`sent.${answer.value.kind}`));
    else setShown(answer.value);
  };
  const reset = async () => {
    const answer = await factor.run({ userId: user.id });
    setAsked(null);
    if (answer?.ok === true) showToast("success", t("factorGone"));
  };

  return (
    <Section title={t("title")} description={t(user.hasSignedUp ? "text" : "invitedText")} className="mt-6">
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[max-content_1fr]">
        <dt className="text-text-muted">{t("password")}</dt>
        <dd>{t(user.hasPassword ? "set" : "none")}</dd>
        <dt className="text-text-muted">{t("factor")}</dt>
        <dd>{t(user.hasSecondFactor ? "set" : "none")}</dd>
      </dl>
      {user.identities.length === 0 ? null : (
        <div className="mt-4 border-t border-border pt-4">
          <h3 className="mb-2 font-medium">{t("identities")}</h3>
          <LinkedIdentities identities={user.identities} ofUserId={user.id} />
        </div>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button disabled={user.isDisabled} onClick={() => setAsked("link")}>
          {t(`${kind}.button`)}
        </Button>
        {user.hasSecondFactor ? <Button onClick={() => setAsked("factor")}>{t("resetFactor.button")}</Button> : null}
      </div>
      <ConfirmDialog
        isOpen={asked === "link"}
        onOpenChange={() => setAsked(null)}
        title={t(`${kind}.title`)}
        confirmLabel={t(`${kind}.button`)}
        isBusy={link.isBusy}
        onConfirm={() => void send()}
      >
        {t(`${kind}.text`, { email: user.email })}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === "factor"}
        onOpenChange={() => setAsked(null)}
        title={t("resetFactor.title")}
        confirmLabel={t("resetFactor.button")}
        tone="danger"
        isBusy={factor.isBusy}
        onConfirm={() => void reset()}
      >
        {t("resetFactor.text")}
      </ConfirmDialog>
      {shown === null ? null : <LinkDialog delivered={shown} email={user.email} onClose={() => setShown(null)} />}
    </Section>
  );
}
