"use client";

import { useRef } from "react";
import { GoneLoads } from "#components/close-out/gone-loads.tsx";
import type { GoneLoad } from "#lib/domain/views/close-out-view.ts";
import { CloseOutButton } from "./close-out-button.tsx";

interface ClosableLoadsProps {
  loads: readonly GoneLoad[];
  currency: string;
  portfolioId: string;
}

/** The loads that named debtors gone, each with its close-out. */
export function ClosableLoads({ loads, currency, portfolioId }: ClosableLoadsProps) {
  const place = useRef<HTMLDivElement>(null);
  return (
    <div ref={place} tabIndex={-1} className="focus-visible:-outline-offset-2">
      <GoneLoads
        loads={loads}
        currency={currency}
        actionOf={(load) => <CloseOutButton load={load} portfolioId={portfolioId} fallback={place} />}
      />
    </div>
  );
}
