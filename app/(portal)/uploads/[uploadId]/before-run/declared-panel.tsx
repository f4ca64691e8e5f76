"use client";

import { useTranslations } from "use-intl";
import { May } from "#components/access/may.tsx";
import { ReasonForm } from "#components/portfolios/reason-form.tsx";
import { DeclaredSection } from "#components/run/declared-section.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { hasDifference, needsReason } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { explainDeclaredAction } from "../actions.ts";
import { useAction } from "../use-action.ts";

/** What the bank declares beside what was read, and where a person writes why it differs. */
export function DeclaredPanel({ view }: { view: UploadView }) {
  const t = useTranslations("portfolios.declared.confirm");
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
          <May permission="uploads.load">
            <ReasonForm
              label={t("reason")}
              submitLabel={t("explain")}
              kept={view.declared.reason ?? ""}
              isBusy={explain.isBusy}
              onSave={(reason) => void explain.run({ uploadId: view.id, reason })}
            />
          </May>
        </div>
      ) : null}
    </DeclaredSection>
  );
}
