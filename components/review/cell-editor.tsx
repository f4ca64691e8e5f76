"use client";

import { useRef, useState } from "react";

export interface CellEditorProps {
  label: string;
  text: string;
  /** `move`: where the focus goes after it. */
  onCommit: (text: string, move: "down" | "right" | "left" | "stay") => void;
  onCancel: () => void;
}

/** A cell while it is written. Enter goes down, Tab goes aside, Esc gives up; leaving it keeps what was written. */
export function CellEditor({ label, text, onCommit, onCancel }: CellEditorProps) {
  const [draft, setDraft] = useState(text);
  // Chromium blurs an input that is taken away, so Esc would still commit.
  const isOver = useRef(false);
  const commit = (move: "down" | "right" | "left" | "stay") => {
    if (isOver.current) return;
    isOver.current = true;
    onCommit(draft, move);
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it stands where the focus already was, on the cell that was just opened.
      autoFocus
      aria-label={label}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => commit("stay")}
      onKeyDown={(event) => {
        // What works everywhere in the review works from here too, and what was written is kept.
        if (event.key === "F8" || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f")) {
          commit("stay");
          return;
        }
        if (event.key === "Enter") {
          event.preventDefault();
          commit("down");
        } else if (event.key === "Tab") {
          event.preventDefault();
          commit(event.shiftKey ? "left" : "right");
        } else if (event.key === "Escape") {
          event.preventDefault();
          isOver.current = true;
          onCancel();
        }
        // The grid's own keys (arrows, Home, End) belong to the text while it is written.
        event.stopPropagation();
      }}
      className="-mx-2 h-full w-[calc(100%+1rem)] bg-surface-raised px-2 outline-2 -outline-offset-2 outline-accent"
    />
  );
}
