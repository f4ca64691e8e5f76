import { useTranslations } from "use-intl";
import { usePageActions } from "../ui/actions/use-page-actions.ts";

export interface ReviewActions {
  onNext: () => void;
  onPrevious: () => void;
  onUndo: () => void;
  onRedo: () => void;
  onFind: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

/** What the bar above the rows does, by key and from the palette. */
export function useReviewActions(can: ReviewActions): void {
  const t = useTranslations("review.keys");
  usePageActions({
    title: t("title"),
    actions: [
      { id: "next", label: t("next"), strokes: ["F8"], isInText: true, run: can.onNext },
      { id: "previous", label: t("previous"), strokes: ["shift+F8"], isInText: true, run: can.onPrevious },
      { id: "undo", label: t("undo"), strokes: ["mod+z"], isEnabled: can.canUndo, run: can.onUndo },
      { id: "redo", label: t("redo"), strokes: ["mod+y", "mod+shift+z"], isEnabled: can.canRedo, run: can.onRedo },
      { id: "find", label: t("find"), strokes: ["mod+f"], isInText: true, run: can.onFind },
    ],
  });
}
