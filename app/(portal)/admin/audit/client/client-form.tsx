"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { IdentificationField } from "#components/people/identification-field.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { Combobox } from "#components/ui/form/combobox.tsx";
import { Field } from "#components/ui/form/field.tsx";
import { useAction } from "../../../uploads/[uploadId]/use-action.ts";
import { addressClientAction } from "./actions.ts";

export interface ClientFormProps {
  tenants: readonly { readonly id: string; readonly name: string }[];
  tenantId: string;
}

/** Asks for a tenant and an identification, which is posted, and goes to the address in which it is sealed. */
export function ClientForm({ tenants, tenantId }: ClientFormProps) {
  const t = useTranslations("admin.audit.client");
  const router = useRouter();
  const addressing = useAction(addressClientAction, { invalid: t("unreadable") });
  const [chosen, setChosen] = useState(tenantId);
  const [identification, setIdentification] = useState("");
  const find = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (identification.trim() === "") return;
    const answer = await addressing.run({ tenantId: chosen, identification });
    if (answer?.ok === true)
      router.push(`/admin/audit/client?${new URLSearchParams({ tenant: chosen, client: answer.value.client })}`);
  };
  return (
    <form onSubmit={(event) => void find(event)} className="mb-6 flex flex-wrap items-end gap-2 print:hidden">
      {tenants.length < 2 ? null : (
        <Field label={t("tenant")} className="w-full sm:w-64">
          <Combobox
            value={chosen}
            groups={[{ label: "", choices: tenants.map(({ id, name }) => ({ value: id, label: name })) }]}
            onChange={setChosen}
          />
        </Field>
      )}
      <IdentificationField
        label={t("identification")}
        value={identification}
        onChange={setIdentification}
        className="min-w-0 flex-1 sm:max-w-xs"
      />
      <Button type="submit" variant="primary" isBusy={addressing.isBusy}>
        <Search aria-hidden />
        {t("find")}
      </Button>
    </form>
  );
}
