"use client";

import { FactorSetupSteps } from "#components/account/factor-setup.tsx";
import { asSignedIn } from "../session-requests.ts";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { beginSecondFactorAction, confirmSecondFactorAction } from "./actions.ts";

/** Sets up the signed-in user's second factor. */
export function SetUpFactor({ onDone }: { onDone: () => void }) {
  const begin = useAction(beginSecondFactorAction);
  return (
    <FactorSetupSteps
      onBegin={async () => {
        const answer = await begin.run({});
        return answer?.ok === true ? answer.value : null;
      }}
      onConfirm={async (code) => {
        const answer = await asSignedIn(() => confirmSecondFactorAction({ code }));
        return answer.ok ? answer.value : answer;
      }}
      onDone={onDone}
    />
  );
}
