"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { EraseDialog } from "#components/people/erase-dialog.tsx";
import { PersonForm } from "#components/people/person-form.tsx";
import { PersonPlan } from "#components/people/person-plan.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import type { ErasurePlan } from "#lib/domain/views/person-view.ts";
import { useAction } from "../../uploads/[uploadId]/use-action.ts";
import { erasePersonAction, exportPersonAction, planErasureAction } from "./actions.ts";

/** Finds a person by the identification, which never stands in an address, and exports or erases what is known. */
export function PersonDesk({ tenantId }: { tenantId: string }) {
  const t = useTranslations("people");
  const refusals = { invalid: t("unreadable"), person_under_way: t("underWayToast") };
  const planning = useAction(planErasureAction, refusals);
  const exporting = useAction(exportPersonAction, refusals);
  const erasing = useAction(erasePersonAction, refusals);
  const [plan, setPlan] = useState<ErasurePlan | null>(null);
  const [isAsking, setAsking] = useState(false);

  const find = async (identification: string) => {
    const answer = await planning.run({ tenantId, identification });
    if (answer !== null) setPlan(answer.ok ? answer.value : null);
  };
  const download = async ({ identification }: ErasurePlan) => {
    const answer = await exporting.run({ tenantId, identification });
    if (answer?.ok === true) save(JSON.stringify(answer.value, null, 2), t("fileName"));
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
          onExport={() => void download(plan)}
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

/** Saves a text as a file of the browser's. */
function save(text: string, name: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${name}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
