import { useEffect, useRef, useState } from "react";
import type { FoundView } from "#lib/domain/views/found-view.ts";

export type AskFound = (text: string, signal: AbortSignal) => Promise<FoundView>;

/** What was found, and for which text. */
export interface Found {
  readonly text: string;
  readonly view: FoundView;
}

/** Fast typing asks once. */
const pauseMs = 80;

/** Searches for what is typed; a search that is overtaken is aborted. */
export function useFound(isOpen: boolean, text: string, onSearch: AskFound) {
  const [found, setFound] = useState<Found | null>(null);
  const [isBusy, setBusy] = useState(false);
  const ask = useRef(onSearch);
  ask.current = onSearch;

  useEffect(() => {
    if (!isOpen) return setFound(null);
    const overtaken = new AbortController();
    const timer = setTimeout(
      () => {
        ask.current(text.trim(), overtaken.signal).then(
          (view) => {
            if (overtaken.signal.aborted) return;
            setFound({ text, view });
            setBusy(false);
          },
          // Without an answer the palette still has everything that the page knows.
          () => overtaken.signal.aborted || setBusy(false),
        );
      },
      text.trim() === "" ? 0 : pauseMs,
    );
    setBusy(true);
    return () => {
      clearTimeout(timer);
      overtaken.abort();
    };
  }, [isOpen, text]);

  return { found, isBusy };
}
