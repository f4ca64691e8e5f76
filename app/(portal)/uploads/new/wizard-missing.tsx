"use client";

import { useTranslations } from "use-intl";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { unreachable } from "#components/upload/problem.ts";
import { useProblemWords } from "#components/upload/problem-words.ts";

interface WizardMissingProps {
  onRetry: () => void;
  onGiveUp: () => void;
}

/** The code that reads files could not be fetched. The file is still chosen, so trying again goes on with it. */
export function WizardMissing({ onRetry, onGiveUp }: WizardMissingProps) {
  const t = useTranslations("drop");
  const common = useTranslations("common");
  const { title, text } = useProblemWords()(unreachable);
  return (
    <Callout
      tone="error"
      role="alert"
      title={title}
      action={
        <div className="flex flex-wrap gap-2">
          <Button onClick={onGiveUp}>{t("cancelReading")}</Button>
          <Button variant="primary" onClick={onRetry}>
            {common("retry")}
          </Button>
        </div>
      }
    >
      {text}
    </Callout>
  );
}
