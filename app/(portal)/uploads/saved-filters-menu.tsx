"use client";

import { useTranslations } from "use-intl";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { SavedFilters, type SavedFiltersProps } from "#components/uploads/saved-filters.tsx";
import { useAction } from "./[uploadId]/use-action.ts";
import { removeFilterAction, saveFilterAction } from "./actions.ts";

export interface SavedFiltersMenuProps extends Pick<SavedFiltersProps, "filters" | "path" | "query"> {
  tenantId: string;
}

/** Keeps the user's filters of one tenant by name. */
export function SavedFiltersMenu({ tenantId, ...menu }: SavedFiltersMenuProps) {
  const t = useTranslations("history.saved");
  const saving = useAction(saveFilterAction, { conflict: t("tooMany") });
  const removing = useAction(removeFilterAction);

  return (
    <SavedFilters
      {...menu}
      isBusy={saving.isBusy}
      onSave={async (name) => {
        const result = await saving.run({ tenantId, name, query: menu.query });
        if (result?.ok !== true) return false;
        showToast("success", t("saved", { name: name.trim() }));
        return true;
      }}
      onRemove={(filterId) => void removing.run({ tenantId, filterId })}
    />
  );
}
