"use client";

import { PanelLeftClose } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../../ui/class-names.ts";
import { IconButton } from "../../ui/form/icon-button.tsx";
import { ResizeHandle } from "../../ui/resize-handle.tsx";
import { maxPanelPx, minPanelPx, usualPanelPx } from "./review-view.ts";

export interface ProblemsAsideProps {
  isHidden: boolean;
  widthPx: number;
  /** Notes about the file; above the rows where there is no panel. */
  notes: ReactNode | undefined;
  /** The user has just shown the panel, so the focus goes to its button. */
  takesFocus: boolean;
  onResize: (widthPx: number) => void;
  onHide: () => void;
  children: ReactNode;
}

/** The notes and the problems beside the rows; narrow windows have the problems in a sheet. */
export function ProblemsAside(props: ProblemsAsideProps) {
  const { isHidden, widthPx, notes } = props;
  const t = useTranslations("review.panel");
  const view = useTranslations("reviewView.panel");
  if (isHidden) return notes === undefined ? null : <div className="flex flex-col gap-2">{notes}</div>;
  const style: CSSProperties & Record<"--panel", string> = { "--panel": `${widthPx}px` };
  return (
    <aside
      aria-label={t("title")}
      style={style}
      className={classNames(
        notes === undefined && "max-lg:hidden",
        "lg:relative lg:w-(--panel) lg:shrink-0 lg:overflow-hidden lg:rounded-lg lg:border lg:border-border lg:bg-surface-raised",
      )}
    >
      {/* It scrolls beside the rows and is no higher than they are. */}
      <div className="lg:absolute lg:inset-0 lg:overflow-y-auto">
        <div className="sticky top-0 z-10 flex items-center justify-between border-b border-border bg-surface-raised py-0.5 pr-2 pl-3 max-lg:hidden">
          <h2 className="text-sm font-semibold">{t("title")}</h2>
          <IconButton label={view("hide")} size="sm" autoFocus={props.takesFocus} onClick={props.onHide}>
            <PanelLeftClose aria-hidden />
          </IconButton>
        </div>
        {notes === undefined ? null : (
          <div className="flex flex-col gap-2 lg:border-b lg:border-border lg:p-2">{notes}</div>
        )}
        <div className="max-lg:hidden">{props.children}</div>
      </div>
      <ResizeHandle
        label={view("width")}
        widthPx={widthPx}
        minPx={minPanelPx}
        maxPx={maxPanelPx}
        onResize={props.onResize}
        onFit={() => props.onResize(usualPanelPx)}
        className="z-20 max-lg:hidden"
      />
    </aside>
  );
}
