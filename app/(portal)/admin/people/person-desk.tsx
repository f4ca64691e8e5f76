"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { EraseDialog } from "#components/people/erase-dialog.tsx";
import { PersonForm } from "#components/people/person-form.tsx";
import { type PersonFormat, PersonPlan } from "#components/people/person-plan.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { ErasurePlan } from "#lib/domain/views/person-view.ts";
import { useAction } from "../../uploads/[uploadId]/use-action.ts";
import { erasePersonAction, exportPersonFileAction, planErasureAction } from "./actions.ts";

/** Finds a person by the identification, which never stands in an address, and exports or erases what is known. */
export function PersonDesk({ tenantId }: { tenantId: string }) {
  const t = useTranslations("people");
  const refusals = { invalid: t("unreadable"), person_under_way: t("underWayToast") };
  const planning = useAction(planErasureAction, refusals);
  const exporting = useAction(exportPersonFileAction, refusals);
  const erasing = useAction(erasePersonAction, refusals);
  const [plan, setPlan] = useState<ErasurePlan | null>(null);
  const [isAsking, setAsking] = useState(false);

  const find = async (identification: string) => {
    const answer = await planning.run({ tenantId, identification });
    if (answer !== null) setPlan(answer.ok ? answer.value : null);
  };
  const download = async ({ identification }: ErasurePlan, format: PersonFormat) => {
    const answer = await exporting.run({ tenantId, identification, format });
    if (answer?.ok === true) save(answer.value, `${t("fileName")}.${format}`);
  };
  const erase = async ({ identification }: ErasurePlan, keepsHold: boolean) => {
    const answer = await erasing.run({ tenantId, identification, keepsHold });
    setAsking(false);
    if (answer?.ok !== true) return find(identification);
    setPlan(null);
    showToast("success", t("erased"));
  };

  return (
    <>
      <PersonForm isBusy={planning.isBusy} onFind={(identification) => void find(identification)} />
      {plan === null ? null : (
        <PersonPlan
          plan={plan}
          isBusy={exporting.isBusy}
          onExport={(format) => void download(plan, format)}
          onErase={() => setAsking(true)}
        />
      )}
      {plan === null || !isAsking ? null : (
        <EraseDialog
          plan={plan}
          isBusy={erasing.isBusy}
          onClose={() => setAsking(false)}
          onErase={(keepsHold) => void erase(plan, keepsHold)}
        />
      )}
    </>
  );
}

/** Saves bytes as a file of the browser's. */
function save(bytes: Uint8Array, name: string): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
