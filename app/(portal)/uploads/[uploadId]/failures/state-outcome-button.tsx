"use client";

import { UserCheck } from "lucide-react";
import { Button } from "#components/ui/form/button.tsx";
import { type OutcomeQuestion, useStateOutcome } from "./state-outcome-host.tsx";

export interface StateOutcomeButtonProps extends OutcomeQuestion {
  label: string;
  size?: "sm" | "md";
}

/** Opens the dialog in which a person states the outcome of unconfirmed debtors. */
export function StateOutcomeButton({ label, size = "md", ...question }: StateOutcomeButtonProps) {
  const ask = useStateOutcome();
  return (
    <Button size={size} onClick={() => ask(question)}>
      <UserCheck aria-hidden />
      {label}
    </Button>
  );
}
