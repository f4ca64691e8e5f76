"use client";

import { startTransition, useOptimistic } from "react";
import { MorningFilters, type MorningFiltersProps } from "#components/portfolios/morning-filters.tsx";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { arrangeMorningAction } from "./actions.ts";

/** Keeps each choice with the user; the page comes back as it was chosen. */
export function MorningArrangementBar(props: Omit<MorningFiltersProps, "onArrange">) {
  const { run } = useAction(arrangeMorningAction);
  const [arrangement, choose] = useOptimistic(props.arrangement);
  return (
    <MorningFilters
      {...props}
      arrangement={arrangement}
      onArrange={(next) =>
        startTransition(async () => {
          choose(next);
          await run(next);
        })
      }
    />
  );
}
