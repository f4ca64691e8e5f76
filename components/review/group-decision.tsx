"use client";

import { useTranslations } from "use-intl";
import { obligationIdField } from "#lib/domain/fields/catalogue.ts";
import type { ConflictPolicy } from "#lib/domain/mapping/mapping.ts";
import { Button } from "../ui/form/button.tsx";
import { alignedWithText } from "../ui/form/button-classes.ts";
import { Select } from "../ui/form/select.tsx";
import type { AcceptDecision, GroupDecision as Choice } from "./group-policies.ts";

export interface GroupDecisionProps {
  decision: Choice | AcceptDecision;
  /** What the group is about, for the control's name. */
  subject: string;
  onDecide: (decision: Choice | AcceptDecision) => void;
}

const policies: readonly ConflictPolicy[] = ["first", "last", "most_frequent", "leave_out"];

/**
 * One decision for all debtors of a group: which of their values counts, whether they are left out, or
 * whether they are accepted as they are.
 */
export function GroupDecision({ decision, subject, onDecide }: GroupDecisionProps) {
  const t = useTranslations("review.panel");
  if (decision.kind === "accept" || decision.kind === "take_back") {
    return (
      <Button size="sm" variant="ghost" className={alignedWithText} onClick={() => onDecide(decision)}>
        {t(decision.kind === "accept" ? "accept" : "leaveOut")}
      </Button>
    );
  }
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
        onChange={(policy) => onDecide({ ...decision, policy })}
        className="w-full"
      />
    );
  }
  return (
    <Button
      size="sm"
      variant="ghost"
      className={alignedWithText}
      onClick={() => onDecide({ ...decision, isLeftOut: !decision.isLeftOut })}
    >
      {t(decision.isLeftOut ? "takeBackIn" : "leaveOut")}
    </Button>
  );
}
