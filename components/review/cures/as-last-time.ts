import { placeholderIn } from "#lib/domain/cures/cure-kinds.ts";
import { type LastTime, wasChosen, wasLeftOut } from "#lib/domain/cures/last-time.ts";
import { rememberedChoice } from "#lib/domain/cures/with-cure.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { IssueGroup } from "#lib/spreadsheet/protocol/review.ts";
import { decisionOf } from "../group-policies.ts";
import type { Cure } from "./cure.ts";
import type { CureChoice } from "./cure-choices.ts";

/** Whether what is decided about a reason now was decided last time already. */
export function isAsLastTime(lastTime: LastTime | null, group: IssueGroup, mapping: Mapping): boolean {
  const decision = lastTime === null ? null : decisionOf(group, mapping);
  if (lastTime === null || decision === null) return false;
  if (decision.kind === "conflict") return wasChosen(lastTime, decision.field, decision.policy);
  return decision.kind === "leave_out" && decision.isLeftOut && wasLeftOut(lastTime, decision.code, decision.field);
}

/** What was done about a reason last time and is not done yet; null for nothing that can be done now. */
export function offerOf(lastTime: LastTime | null, group: IssueGroup, offered: readonly CureChoice[]): Cure | null {
  const { code, field } = group;
  if (lastTime === null || field === null) return null;
  const value = offered.includes("placeholder") ? placeholderIn(lastTime, { id: field }) : null;
  if (value !== null) return { kind: "placeholder", text: value };
  const choice = rememberedChoice(lastTime, { code, field });
  if (choice === null || !offered.includes(choice.kind)) return null;
  return choice.kind === "proposals" ? { kind: "proposals", except: [] } : choice;
}
