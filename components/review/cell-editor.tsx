"use client";

import { type KeyboardEvent, useRef, useState } from "react";
import { pageActions } from "../ui/actions/page-actions.ts";
import { isAppleKeyboard, isStroke } from "../ui/actions/stroke.ts";

export interface CellEditorProps {
  label: string;
  text: string;
  /** What was typed on the cell to open it, in place of its text; null if it was opened otherwise. */
  typed: string | null;
  /** `move`: where the focus moves afterwards. */
  onCommit: (text: string, move: "down" | "right" | "left" | "stay") => void;
  onCancel: () => void;
}

/** The editor's keys, for the help as well: while it is open, `?` is only a character. */
export const editorKeys = { commit: ["Enter"], commitAside: ["Tab", "shift+Tab"], cancel: ["Escape"] } as const;

/** The editor of a cell, with the caret behind its text. Enter moves down, Tab sideways, Esc discards; leaving the cell keeps the text. */
export function CellEditor({ label, text, typed, onCommit, onCancel }: CellEditorProps) {
  const [draft, setDraft] = useState(typed ?? text);
  // Chromium blurs an input that is removed, so Esc would still commit.
  const isOver = useRef(false);
  const commit = (move: "down" | "right" | "left" | "stay") => {
    if (isOver.current) return;
    isOver.current = true;
    onCommit(draft, move);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it is where the focus already was, on the cell that was just opened.
      autoFocus
      aria-label={label}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
      onBlur={() => commit("stay")}
      onKeyDown={(event) => {
        // The page's keys work from here, too; the text is kept.
        if (pageActions.actionFor(event.nativeEvent) !== null) {
          commit("stay");
          // The editor goes before the action begins; the palette gives the focus back to the cell.
          event.currentTarget.parentElement?.closest<HTMLElement>("[role=gridcell]")?.focus();
          return;
        }
        if (isOneOf(editorKeys.commit, event)) {
          event.preventDefault();
          commit("down");
        } else if (isOneOf(editorKeys.commitAside, event)) {
          event.preventDefault();
          commit(event.shiftKey ? "left" : "right");
        } else if (isOneOf(editorKeys.cancel, event)) {
          event.preventDefault();
          isOver.current = true;
          onCancel();
        }
        // The grid's own keys (arrows, Home, End) belong to the text during editing.
        event.stopPropagation();
      }}
      className="-mx-2 h-full w-[calc(100%+1rem)] bg-surface-raised px-2 outline-2 -outline-offset-2 outline-accent"
    />
  );
}

function isOneOf(strokes: readonly string[], event: KeyboardEvent): boolean {
  return strokes.some((stroke) => isStroke(stroke, event, isAppleKeyboard()));
}
