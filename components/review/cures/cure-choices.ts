"use client";

import { useTranslations } from "use-intl";
import { type CureKind, curesOf } from "#lib/domain/cures/cure-kinds.ts";
import { obligationIdField } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { ConflictPolicy, Mapping } from "#lib/domain/mapping/mapping.ts";
import type { Proposed } from "#lib/spreadsheet/protocol/cures.ts";
import type { IssueGroup } from "#lib/spreadsheet/protocol/review.ts";
import type { Cure } from "./cure.ts";

export const policies: readonly ConflictPolicy[] = ["first", "last", "most_frequent", "leave_out"];

/** A line of the dialog: each policy is one. */
export type CureChoice = Exclude<CureKind, "policy"> | `policy.${ConflictPolicy}`;

/** The field that a group is about, if this tenant has it. */
export function fieldOf({ field }: Pick<IssueGroup, "field">, fields: readonly Field[]): Field | null {
  return fields.find(({ id }) => id === field) ?? null;
}

export function choicesOf(group: IssueGroup, fields: readonly Field[], mapping: Mapping): readonly CureChoice[] {
  return curesOf(group, fieldOf(group, fields), mapping).flatMap((kind): CureChoice[] =>
    kind === "policy" ? policies.map((policy) => `policy.${policy}` as const) : [kind],
  );
}

export function choiceOf(cure: Cure): CureChoice {
  return cure.kind === "policy" ? `policy.${cure.policy}` : cure.kind;
}

/** The cure that is chosen; null as long as its text is not typed. */
export function chosenCure(choice: CureChoice, text: string, except: readonly Proposed[]): Cure | null {
  switch (choice) {
    case "proposals":
      return { kind: choice, except };
    case "placeholder":
    case "value":
      return text.trim() === "" ? null : { kind: choice, text };
    case "empty":
    case "accept":
    case "leave_out":
      return { kind: choice };
    default: {
      const policy = policies.find((candidate) => choice === `policy.${candidate}`);
      return policy === undefined ? null : { kind: "policy", policy };
    }
  }
}

/** What a choice is called, and what it does. */
export function useCureWords({ field }: Pick<IssueGroup, "field">) {
  const t = useTranslations("cures.kinds");
  const panel = useTranslations("review.panel");
  return (choice: CureChoice): { label: string; description?: string } => {
    const policy = policies.find((candidate) => choice === `policy.${candidate}`);
    if (policy !== undefined)
      return { label: panel(field === obligationIdField ? `repeated.${policy}` : `policies.${policy}`) };
    const kind = choice as Exclude<CureKind, "policy">;
    return { label: t(`${kind}.label`), description: t(`${kind}.text`) };
  };
}
