"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { DateTime } from "#components/ui/date-time.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AdminTenantView } from "#lib/domain/views/tenant-view.ts";
import { useAction } from "../../../uploads/[uploadId]/use-action.ts";
import { retireTenantAction } from "../actions.ts";

/** Retires a tenant, which it asks about first, or reopens it. */
export function RetireSection({ tenant }: { tenant: AdminTenantView }) {
  const t = useTranslations("admin.retire");
  const [isAsking, setAsking] = useState(false);
  const action = useAction(retireTenantAction, { tenant_under_way: t("underWay") });
  const { id: tenantId, retiredAt, name } = tenant;

  const change = async () => {
    const answer = await action.run({ tenantId, isRetired: retiredAt === null });
    setAsking(false);
    if (answer?.ok === true) showToast("success", t(retiredAt === null ? "done" : "reopened"));
  };

  if (retiredAt !== null)
    return (
      <Section
        title={t("retiredTitle")}
        description={t("retiredText")}
        actions={
          <Button isBusy={action.isBusy} onClick={() => void change()}>
            {t("reopen")}
          </Button>
        }
      >
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          <span>{t.rich("since", { time: () => <DateTime value={retiredAt} /> })}</span>
          <TextLink href="/uploads?scope=mine">{t("history")}</TextLink>
          <TextLink href={`/admin/people?tenant=${tenantId}`}>{t("person")}</TextLink>
        </p>
      </Section>
    );
  return (
    <Section title={t("title")} description={t("text")}>
      <Button onClick={() => setAsking(true)}>{t("retire")}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("question", { name })}
        confirmLabel={t("retire")}
        tone="danger"
        isBusy={action.isBusy}
        onConfirm={() => void change()}
      >
        {t("text")}
      </ConfirmDialog>
    </Section>
  );
}
