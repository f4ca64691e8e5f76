"use client";

import { createContext, useContext } from "react";
import type { Maskable } from "#lib/domain/views/debtor-ref.ts";

/** What a list of masked debtors can do with its rows. */
export interface Reveal {
  /** The row as it is to be shown: without the mask if it is the revealed one. */
  shown<Row extends Maskable>(row: Row): Row;
  isRevealed(row: Maskable): boolean;
  /** Shows the row's debtor, or hides it again. */
  onToggle(row: Maskable): void;
}

const plain: Reveal = { shown: (row) => row, isRevealed: () => false, onToggle: () => undefined };

/** Outside of a list that can reveal its rows, they are shown as they came. */
export const RevealContext = createContext<Reveal>(plain);

export function useReveal(): Reveal {
  return useContext(RevealContext);
}

/** Tells masked rows apart, which their last four digits do not. */
export function rowKey({ revealBy }: Maskable): string {
  return JSON.stringify(revealBy);
}

/** The key of a debtor's row in a list whose rows may be masked. */
export function debtorKey(row: Maskable & { readonly identification: string }): string {
  return row.revealBy === undefined ? row.identification : rowKey(row);
}
