"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { compileFind, type FindQuery } from "#lib/domain/table/find-pattern.ts";
import type { CellMatch, FindAnswer, FindInput } from "#lib/spreadsheet/protocol/find.ts";
import type { RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import type { ReplaceInput, ReviewSource } from "../review-source.ts";
import { useTurns } from "../use-turns.ts";

/** The text to find and its replacement; kept while the bar is closed. */
export interface FindTerms extends FindQuery {
  readonly replacement: string;
  /** A column of the file; null for all. */
  readonly column: number | null;
}

export interface Find {
  readonly isOpen: boolean;
  readonly terms: FindTerms;
  /** null before the first answer for these terms. */
  readonly answer: FindAnswer | null;
  /** A share from 0 to 1 while a long search runs. */
  readonly progress: number | null;
  /** Whether a cell on screen matches. */
  readonly isFound: (text: string, column: number) => boolean;
  /** Counts the openings: the field takes the focus at each. */
  readonly openings: number;
  open(): void;
  close(): void;
  change(terms: Partial<FindTerms>): void;
  step(direction: "next" | "previous"): void;
  /** The input for replacing the found cell or all of them; null if there is nothing to replace. */
  toReplace(which: "one" | "all"): ReplaceInput | null;
  /** The found cell was replaced: the next search starts after it. */
  passOn(): void;
}

const noTerms: FindTerms = { text: "", isExact: false, isWhole: false, replacement: "", column: null };

/** Long enough that a word typed quickly is one search. */
const typingPauseMs = 150;

const nothing = () => false;

/** Searches during typing, from the current cell, and again whenever cells or the shown rows change. */
export function useFind(input: {
  source: Pick<ReviewSource, "find">;
  /** Columns of the file in the order of the table. */
  columns: readonly number[];
  filter: RowFilter;
  version: number;
  /** The current cell: a row and a column of the file. */
  standing: () => { row: number; column: number };
  onArrive: (match: CellMatch) => void;
  onFault: (error: unknown) => void;
}): Find {
  const [isOpen, setOpen] = useState(false);
  const [openings, setOpenings] = useState(0);
  const [terms, setTerms] = useState(noTerms);
  const [answer, setAnswer] = useState<FindAnswer | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  // Set by a replacement; the change of cells that it makes starts the search after it.
  const passesOn = useRef(false);
  const { columns, filter, version } = input;
  const { text, isExact, isWhole, column } = terms;
  const query = useMemo((): FindQuery => ({ text, isExact, isWhole }), [text, isExact, isWhole]);
  const searched = useMemo(() => (column === null ? columns : [column]), [columns, column]);
  // Columns are rendered anew with what is known of them; a search ends only where others are searched.
  const searchedPlaces = searched.join();
  const isAsked = isOpen && (text !== "" || isWhole);
  const latest = useRef({ ...input, query, searched });
  latest.current = { ...input, query, searched };
  // What is searched for these terms ends with them.
  const asking = useRef(new AbortController());
  /** A search for new terms that waits for the end of typing. */
  const typed = useRef<ReturnType<typeof setTimeout> | null>(null);
  const inTurn = useTurns();

  const search = useCallback(
    (direction: FindInput["direction"], isArriving: boolean) => {
      const { signal } = asking.current;
      inTurn(async () => {
        if (signal.aborted) return;
        const { source, query, searched: columns, filter, standing, onArrive, onFault } = latest.current;
        try {
          const found = await source.find({ query, columns, filter, from: standing(), direction }, setProgress, signal);
          // Rendered at once: the next search starts from here.
          flushSync(() => {
            setAnswer(found);
            setProgress(null);
            if (found.match !== null && isArriving) onArrive(found.match);
          });
        } catch (error) {
          onFault(error);
        }
      });
    },
    [inTurn],
  );
  const searchTyped = useCallback(() => {
    if (typed.current === null) return;
    clearTimeout(typed.current);
    typed.current = null;
    search("here", true);
  }, [search]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new terms, rows or columns are reasons to search.
  useEffect(() => {
    asking.current.abort();
    asking.current = new AbortController();
    if (!isAsked) {
      setAnswer(null);
      setProgress(null);
      return;
    }
    const timer = setTimeout(searchTyped, typingPauseMs);
    typed.current = timer;
    return () => {
      clearTimeout(timer);
      typed.current = null;
    };
  }, [isAsked, query, searchedPlaces, filter]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: searches when cells change; only replacing moves.
  useEffect(() => {
    if (version === 0 || !isAsked) return;
    const isReplaced = passesOn.current;
    passesOn.current = false;
    search(isReplaced ? "next" : "here", isReplaced);
  }, [version]);

  const isFoundText = useMemo(() => (isAsked ? compileFind(query) : nothing), [isAsked, query]);
  return {
    isOpen,
    terms,
    answer,
    progress,
    openings,
    isFound: (cellText, at) => (column === null || column === at) && isFoundText(cellText),
    open: () => {
      setOpen(true);
      setOpenings((count) => count + 1);
    },
    close: () => setOpen(false),
    change: (changed) => setTerms((before) => ({ ...before, ...changed })),
    step: (direction) => {
      if (!isAsked) return;
      searchTyped();
      search(direction, true);
    },
    toReplace: (which) => {
      const match = answer?.match ?? null;
      if (!isAsked || match === null) return null;
      const only = which === "all" ? null : { row: match.row, column: match.column };
      return { query, columns: searched, filter, replacement: terms.replacement, only };
    },
    passOn: () => {
      passesOn.current = true;
    },
  };
}
