"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConnectionResult } from "#components/admin/connection-result.tsx";
import type { FormRefusal } from "#components/admin/form-refusal.ts";
import { settingsOf, type TenantDraft } from "#components/admin/tenant-draft.ts";
import { TenantForm } from "#components/admin/tenant-form.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { asSignedIn } from "../../session-requests.ts";
import { createTenantAction, editTenantAction, testConnectionAction } from "./actions.ts";

export interface TenantEditorProps {
  /** null: a new tenant. */
  tenantId: string | null;
  tokenLastFour: string | null;
  initial: TenantDraft;
}

/** Keeps what was typed until it is saved, and tests the connection with it before that. */
export function TenantEditor({ tenantId, tokenLastFour, initial }: TenantEditorProps) {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const router = useRouter();
  const words = useReasonWords();
  const [draft, setDraft] = useState(initial);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const [busy, setBusy] = useState<"saving" | "testing" | null>(null);
  const [connection, setConnection] = useState<ConnectionTest | null>(null);

  const save = async () => {
    setBusy("saving");
    setRefusal(null);
    const settings = settingsOf(draft);
    const answer = await asSignedIn(() =>
      tenantId === null
        ? createTenantAction({ ...settings, token: draft.token })
        : editTenantAction({ tenantId, ...settings, ...(draft.token === "" ? {} : { token: draft.token }) }),
    );
    setBusy(null);
    if (!answer.ok) {
      setRefusal(answer);
      return;
    }
    const { server, isServerRewritten } = answer.value;
    showToast("success", common("saved"), isServerRewritten ? { description: t("tenant.rewritten", { server }) } : {});
    setDraft({ ...draft, server, token: "" });
    if (tenantId === null) router.push(`/admin/tenants/${answer.value.tenantId}`);
  };

  const test = async () => {
    setBusy("testing");
    setConnection(null);
    setRefusal(null);
    const answer = await asSignedIn(() =>
      testConnectionAction({
        ...(tenantId === null ? {} : { tenantId }),
        server: draft.server,
        operation: draft.operation,
        ...(draft.token === "" ? {} : { token: draft.token }),
      }),
    );
    setBusy(null);
    if (answer.ok) setConnection(answer.value);
    else setRefusal(answer);
  };

  return (
    <TenantForm
      draft={draft}
      onChange={(next) => {
        setDraft(next);
        setConnection(null);
      }}
      tokenLastFour={tokenLastFour}
      refusal={refusal}
      isBusy={busy === "saving"}
      submitLabel={common(tenantId === null ? "create" : "save")}
      onSubmit={() => void save()}
      connection={
        <div className="flex flex-col gap-3">
          <div className="flex flex-wrap items-center gap-3">
            <Button isBusy={busy === "testing"} onClick={() => void test()}>
              {t("connection.test")}
            </Button>
            <span className="text-sm text-text-muted">{t("connection.hint")}</span>
          </div>
          {connection === null ? null : (
            <ConnectionResult
              result={connection}
              reason={connection.isConnected ? "" : words.reason(connection.reason)}
            />
          )}
        </div>
      }
    />
  );
}
