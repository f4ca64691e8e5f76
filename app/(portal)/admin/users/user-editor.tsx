"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FormRefusal } from "#components/admin/form-refusal.ts";
import type { UserDraft } from "#components/admin/user-draft.ts";
import { UserForm, type UserFormProps } from "#components/admin/user-form.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { asSignedIn } from "../../session-requests.ts";
import { createUserAction, editUserAction } from "./actions.ts";

export interface UserEditorProps {
  /** null: a new user. */
  userId: string | null;
  initial: UserDraft;
  tenants: UserFormProps["tenants"];
}

export function UserEditor({ userId, initial, tenants }: UserEditorProps) {
  const common = useTranslations("common");
  const router = useRouter();
  const [draft, setDraft] = useState(initial);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);

  const save = async () => {
    setBusy(true);
    setRefusal(null);
    const { email, password, isDisabled, ...rest } = draft;
    const change = { ...rest, tenantIds: [...draft.tenantIds] };
    const answer = await asSignedIn<unknown>(() =>
      userId === null
        ? createUserAction({ ...change, email, password })
        : editUserAction({ userId, ...change, isDisabled, ...(password === "" ? {} : { password }) }),
    );
    setBusy(false);
    if (!answer.ok) {
      setRefusal(answer);
      return;
    }
    showToast("success", common("saved"));
    router.push("/admin/users");
  };

  return (
    <UserForm
      draft={draft}
      onChange={setDraft}
      tenants={tenants}
      isNew={userId === null}
      refusal={refusal}
      isBusy={isBusy}
      onSubmit={() => void save()}
    />
  );
}
