"use client";

import { useTranslations } from "use-intl";
import { IdentityList } from "#components/account/identity-list.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { IdentityView } from "#lib/domain/views/identity-view.ts";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { removeIdentityAction } from "./actions.ts";

/** The links of another user with identity providers, or one's own (null). */
export function LinkedIdentities({
  identities,
  ofUserId,
}: {
  identities: readonly IdentityView[];
  ofUserId: string | null;
}) {
  const t = useTranslations("account.identities");
  const action = useAction(removeIdentityAction);
  const remove = async ({ issuer }: IdentityView) => {
    const answer = await action.run({ issuer, ...(ofUserId === null ? {} : { userId: ofUserId }) });
    if (answer?.ok === true) showToast("success", t("removed"));
  };
  return <IdentityList identities={identities} isBusy={action.isBusy} onRemove={remove} />;
}
