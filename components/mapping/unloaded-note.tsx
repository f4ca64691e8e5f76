"use client";

import { useMessages, useTranslations } from "use-intl";
import type { UnplacedColumn } from "#lib/domain/mapping/answers/unplaced-columns.ts";
import { fieldWordsById } from "#lib/i18n/field-words.ts";
import { Callout } from "../ui/callout.tsx";
import { Button } from "../ui/form/button.tsx";

export interface UnloadedNoteProps {
  hasBalance: boolean;
  unplaced: readonly UnplacedColumn[];
  /** Absent if another note already leads back to the columns. */
  onShow?: (() => void) | undefined;
}

/** Shows what the mapping leaves out before anything is sent; nothing if it leaves nothing out. */
export function UnloadedNote({ hasBalance, unplaced, onShow }: UnloadedNoteProps) {
  const t = useTranslations("mapping");
  const catalogue = useMessages().fields;
  if (hasBalance && unplaced.length === 0) return null;
  const columns = t("unloaded.columns", { count: unplaced.length });
  return (
    <Callout
      tone={hasBalance ? "info" : "warning"}
      role="status"
      title={hasBalance ? columns : t("noBalance.title")}
      action={onShow === undefined ? undefined : <Button onClick={onShow}>{t("unloaded.show")}</Button>}
    >
      {hasBalance ? null : <p>{t("noBalance.review")}</p>}
      {unplaced.length === 0 ? null : (
        <p>
          {hasBalance ? null : <>{columns}: </>}
          {unplaced
            .map(({ header, field }) =>
              field === null
                ? t("unloaded.unknown", { header })
                : t("unloaded.column", { header, field: fieldWordsById(catalogue, field).label }),
            )
            .join(" · ")}
        </p>
      )}
    </Callout>
  );
}
