"use client";

import { useTranslations } from "use-intl";
import { obligationIdField } from "#lib/domain/fields/catalogue.ts";
import { Button } from "../ui/form/button.tsx";
import { alignedWithText } from "../ui/form/button-classes.ts";
import { Select } from "../ui/form/select.tsx";
import type { Cure } from "./cures/cure.ts";
import { policies } from "./cures/cure-choices.ts";
import type { AcceptDecision, GroupDecision as Choice, Decision } from "./group-policies.ts";

export interface GroupDecisionProps {
  decision: Choice | AcceptDecision;
  /** What the group is about, for the control's name. */
  subject: string;
  /** Opens the question with this answer. */
  onCure: (cure: Cure) => void;
  /** Takes a decision back. */
  onDecide: (decision: Decision) => void;
}

/** What is decided for all debtors of a group, and how to decide otherwise. Nothing for a group that is open. */
export function GroupDecision({ decision, subject, onCure, onDecide }: GroupDecisionProps) {
  const t = useTranslations("review.panel");
  if (decision.kind === "conflict") {
    const isOfObligation = decision.field === obligationIdField;
    return (
      <Select
        label={isOfObligation ? t("repeated.label") : t("policyOf", { field: subject })}
        value={decision.policy}
        choices={policies.map((policy) => ({
          value: policy,
          label: t(isOfObligation ? `repeated.${policy}` : `policies.${policy}`),
        }))}
        onChange={(policy) => onCure({ kind: "policy", policy })}
        className="w-full"
      />
    );
  }
  if (decision.kind === "accept" || (decision.kind === "leave_out" && !decision.isLeftOut)) return null;
  return (
    <Button
      size="sm"
      variant="ghost"
      className={alignedWithText}
      onClick={() => onDecide(decision.kind === "leave_out" ? { ...decision, isLeftOut: false } : decision)}
    >
      {t(decision.kind === "leave_out" ? "takeBackIn" : "leaveOut")}
    </Button>
  );
}
