"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { DeclaredSection } from "#components/run/declared-section.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { Field } from "#components/ui/form/field.tsx";
import { Textarea } from "#components/ui/form/textarea.tsx";
import { hasDifference, needsReason } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { explainDeclaredAction } from "../actions.ts";
import { useAction } from "../use-action.ts";

/** What the bank declares beside what was read, and where a person writes why it differs. */
export function DeclaredPanel({ view }: { view: UploadView }) {
  const t = useTranslations("portfolios.declared.confirm");
  const [reason, setReason] = useState(view.declared?.reason ?? "");
  const explain = useAction(explainDeclaredAction);
  if (view.declared === undefined) return null;
  const isOpen = needsReason(view);
  return (
    <DeclaredSection view={view}>
      {hasDifference(view.declared.figures) ? (
        <div className="flex flex-col gap-3 pt-6">
          {isOpen ? (
            <Callout tone="warning" title={t("differsTitle")}>
              {t("differsText")}
            </Callout>
          ) : (
            <p className="[overflow-wrap:anywhere]">{t("explained", { reason: view.declared.reason ?? "" })}</p>
          )}
          <form
            className="flex flex-col items-start gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim() !== "") void explain.run({ uploadId: view.id, reason });
            }}
          >
            <Field label={t("reason")} className="w-full">
              <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
            <Button
              type="submit"
              isBusy={explain.isBusy}
              disabled={reason.trim() === "" || reason.trim() === view.declared.reason}
            >
              {t("explain")}
            </Button>
          </form>
        </div>
      ) : null}
    </DeclaredSection>
  );
}
