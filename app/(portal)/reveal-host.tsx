"use client";

import type { ReactNode } from "react";
import { useRole } from "#components/access/may.tsx";
import { RevealFrame } from "#components/masking/reveal-frame.tsx";
import { saysWhyToReveal } from "#lib/domain/access/permission.ts";
import type { Maskable } from "#lib/domain/views/debtor-ref.ts";
import { revealDebtorAction, revealHoldAction } from "./reveal-actions.ts";
import { useAction } from "./uploads/[uploadId]/use-action.ts";

/** A list of debtors of whom masked ones can be shown one at a time. Its key is the list: in another one nothing is shown. */
export function RevealHost({ rows, children }: { rows: readonly Maskable[]; children: ReactNode }) {
  const role = useRole();
  const debtor = useAction(revealDebtorAction);
  const hold = useAction(revealHoldAction);

  const reveal = async ({ revealBy }: Maskable, reason: string | null) => {
    if (revealBy === undefined) return null;
    const answer =
      revealBy.list === "holds"
        ? await hold.run(revealBy)
        : await debtor.run({ ...revealBy, ...(reason === null ? {} : { reason }) });
    return answer?.ok === true ? answer.value : null;
  };

  return (
    <RevealFrame
      isMasked={rows.some(({ revealBy }) => revealBy !== undefined)}
      asksWhy={role !== null && saysWhyToReveal(role)}
      isBusy={debtor.isBusy || hold.isBusy}
      onReveal={reveal}
    >
      {children}
    </RevealFrame>
  );
}
