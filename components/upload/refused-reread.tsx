"use client";

import type { Refusal } from "#lib/spreadsheet/protocol/refusal.ts";
import { Callout } from "../ui/callout.tsx";
import { useRefusalWords } from "./refusal-words.ts";

/** Why the file could not be read in the way that was just chosen. */
export function RefusedReread({ refusal }: { refusal: Refusal | null }) {
  const words = useRefusalWords();
  if (refusal === null) return null;
  const { title, text } = words(refusal);
  return (
    <Callout tone="error" role="alert" title={title}>
      {text}
    </Callout>
  );
}
