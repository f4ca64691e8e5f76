"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FormRefusal } from "#components/admin/form-refusal.ts";
import { LinkDialog } from "#components/admin/link-dialog.tsx";
import type { UserDraft } from "#components/admin/user-draft.ts";
import { UserForm, type UserFormProps } from "#components/admin/user-form.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { DeliveredLink } from "#lib/domain/views/link-view.ts";
import { asSignedIn } from "../../session-requests.ts";
import { editUserAction, inviteUserAction } from "./actions.ts";

export interface UserEditorProps {
  /** null: a new user. */
  userId: string | null;
  initial: UserDraft;
  tenants: UserFormProps["tenants"];
}

export function UserEditor({ userId, initial, tenants }: UserEditorProps) {
  const common = useTranslations("common");
  const t = useTranslations("admin.links");
  const router = useRouter();
  const [draft, setDraft] = useState(initial);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [shown, setShown] = useState<DeliveredLink | null>(null);

  const toList = (told: string) => {
    showToast("success", told);
    router.push("/admin/users");
  };

  const close = () => {
    setShown(null);
    router.push("/admin/users");
  };

  const save = async () => {
    setBusy(true);
    setRefusal(null);
    const { email, isDisabled, ...rest } = draft;
    const change = { ...rest, tenantIds: [...draft.tenantIds] };
    const answer =
      userId === null
        ? await asSignedIn(() => inviteUserAction({ ...change, email }))
        : await asSignedIn(() => editUserAction({ userId, ...change, isDisabled }));
    setBusy(false);
    if (!answer.ok) setRefusal(answer);
    else if (!answer.value) toList(common("saved"));
    else if (answer.value.link === null) toList(t("sent.invitation"));
    else setShown(answer.value);
  };

  return (
    <>
      <UserForm
        draft={draft}
        onChange={setDraft}
        tenants={tenants}
        isNew={userId === null}
        refusal={refusal}
        isBusy={isBusy}
        onSubmit={() => void save()}
      />
      {shown === null ? null : <LinkDialog delivered={shown} email={draft.email} onClose={close} />}
    </>
  );
}
