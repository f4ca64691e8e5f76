import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { arrows, type Stroke } from "../ui/actions/stroke.ts";
import { usePageActions } from "../ui/actions/use-page-actions.ts";

/** Keys that open a cell. */
export const openKeys: readonly Stroke[] = ["Enter", "F2"];

/** Keys that `selectionAfterKey` knows. */
export const moveKeys = [
  ["move", arrows()],
  ["ends", arrows("mod+")],
  ["page", ["PageUp", "PageDown"]],
  ["line", ["Home", "End"]],
] as const satisfies readonly (readonly [string, readonly Stroke[]])[];

/** The same, where ranges can be selected. */
export const selectKeys = [
  ["select", arrows("shift+")],
  ["selectLine", ["shift+ ", "mod+ "]],
  ["selectAll", ["mod+a"]],
  ["single", ["Escape"]],
] as const satisfies readonly (readonly [string, readonly Stroke[]])[];

/** Lists the table's keys in the help; the table handles them itself. */
export function useListedKeys(isSelectable: boolean, canActivate: boolean): void {
  const t = useTranslations("ui.gridKeys");
  // A table is rendered at each step of scrolling.
  const actions = useMemo(
    () =>
      [...(canActivate ? [["open", openKeys] as const] : []), ...moveKeys, ...(isSelectable ? selectKeys : [])].map(
        ([id, strokes]) => ({ id, label: t(id), strokes }),
      ),
    [t, isSelectable, canActivate],
  );
  usePageActions({ title: t("title"), kind: "element", actions });
}
