"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { CustomFieldDialog } from "#components/admin/custom-field-dialog.tsx";
import {
  type CustomFieldDraft,
  customFieldDraftOf,
  declarationOf,
  emptyCustomFieldDraft,
} from "#components/admin/custom-field-draft.ts";
import { CustomFieldTable } from "#components/admin/custom-field-table.tsx";
import type { FormRefusal } from "#components/admin/form-refusal.ts";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { Section, SectionBleed } from "#components/ui/section.tsx";
import type { CustomFieldView } from "#lib/domain/views/tenant-view.ts";
import { referenceOf } from "#lib/i18n/request-reference.ts";
import { asSignedIn } from "../../../session-requests.ts";
import { declareCustomFieldAction, editCustomFieldAction, removeCustomFieldAction } from "../actions.ts";

/** The fields of the CRM that its API does not list. Columns can be mapped to them once they are declared here. */
export function CustomFieldEditor({ tenantId, fields }: { tenantId: string; fields: readonly CustomFieldView[] }) {
  const t = useTranslations("admin.customFields");
  const common = useTranslations("common");
  const [draft, setDraft] = useState<CustomFieldDraft | null>(null);
  const [doomed, setDoomed] = useState<CustomFieldView | null>(null);
  const [refusal, setRefusal] = useState<FormRefusal | null>(null);
  const [isBusy, setBusy] = useState(false);

  const open = (next: CustomFieldDraft) => {
    setRefusal(null);
    setDraft(next);
  };
  const save = async () => {
    if (draft === null) return;
    setBusy(true);
    setRefusal(null);
    const { level, ...change } = declarationOf(draft);
    const allowedValues = [...change.allowedValues];
    const answer = await asSignedIn<unknown>(() =>
      draft.id === null
        ? declareCustomFieldAction({ tenantId, level, ...change, allowedValues })
        : editCustomFieldAction({ tenantId, customFieldId: draft.id, ...change, allowedValues }),
    );
    setBusy(false);
    if (!answer.ok) {
      setRefusal(answer);
      return;
    }
    setDraft(null);
    showToast("success", common("saved"));
  };
  const remove = async () => {
    if (doomed === null) return;
    setBusy(true);
    const answer = await asSignedIn(() => removeCustomFieldAction({ tenantId, customFieldId: doomed.id }));
    setBusy(false);
    setDoomed(null);
    if (!answer.ok) showToast("error", t("notRemoved", referenceOf(answer.params)));
  };

  return (
    <Section
      title={t("title")}
      description={t("description")}
      actions={<Button onClick={() => open(emptyCustomFieldDraft)}>{t("declare")}</Button>}
    >
      {fields.length === 0 ? (
        <p className="py-4 text-text-muted">{t("empty")}</p>
      ) : (
        <SectionBleed>
          <CustomFieldTable fields={fields} onEdit={(field) => open(customFieldDraftOf(field))} onRemove={setDoomed} />
        </SectionBleed>
      )}
      {draft === null ? null : (
        <CustomFieldDialog
          draft={draft}
          onChange={setDraft}
          refusal={refusal}
          isBusy={isBusy}
          onClose={() => setDraft(null)}
          onSubmit={() => void save()}
        />
      )}
      <ConfirmDialog
        isOpen={doomed !== null}
        onOpenChange={() => setDoomed(null)}
        title={t("removeTitle", { label: doomed?.label ?? "" })}
        confirmLabel={common("remove")}
        tone="danger"
        isBusy={isBusy}
        onConfirm={() => void remove()}
      >
        {t("removeText")}
      </ConfirmDialog>
    </Section>
  );
}
