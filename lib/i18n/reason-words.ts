"use client";

import { useMessages, useTranslations } from "use-intl";
import type { Evidence, RecordState } from "#lib/domain/outcome/outcome.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { isKnownKey } from "./known-key.ts";
import { referenceOf } from "./request-reference.ts";

type Groups = "stop" | "evidence" | "verdict" | "endpoint" | "errors" | "unknown";

export interface ReasonWords {
  /** The sentence for a reason; an unknown code is shown with its name. */
  reason(code: string): string;
  /** What an admin can do about a stop. */
  remedy(code: string): string;
  /** How a debtor's outcome is known; a dash if nothing was sent. */
  evidence(record: { readonly evidence: Evidence | null; readonly state: RecordState }): string;
  verdict(code: string): string;
  endpoint(name: string): string;
  /** The refusal of a use case; a fault of the portal names the request's id, a refused close-out or retry its cause (`params.stop`). */
  refusal(code: string, params?: Readonly<Record<string, unknown>>): string;
  issueTitle(code: IssueCode): string;
}

/** The sentences for the codes of a run. */
export function useReasonWords(): ReasonWords {
  const { reasons } = useMessages();
  const t = useTranslations("reasons");
  const issues = useTranslations("issues");
  const { stop, evidence: _evidence, verdict, endpoint, errors, unknown: _unknown, ...codes } = reasons;

  const reason = (code: string): string =>
    isKnownKey<Omit<typeof reasons, Groups>>(codes, code) ? t(code) : t("unknown", { code });
  return {
    reason,
    remedy: (code) => (isKnownKey(stop, code) ? t(`stop.${code}`) : t("stop.unknown")),
    evidence: ({ evidence, state }) =>
      evidence === null && state !== "unconfirmed" ? "—" : t(`evidence.${evidence ?? "none"}`),
    // Transport errors and waits are logged under their own code.
    verdict: (code) => (isKnownKey(verdict, code) ? t(`verdict.${code}`) : reason(code)),
    endpoint: (name) => (isKnownKey(endpoint, name) ? t(`endpoint.${name}`) : name),
    refusal: (code, params = {}) =>
      t(isKnownKey(errors, code) ? `errors.${code}` : "errors.unexpected", {
        ...referenceOf(params),
        cause: typeof params.stop === "string" ? reason(params.stop) : "",
        stop: typeof params.stop === "string" ? params.stop : "",
      }),
    issueTitle: (code) => issues(`${code}.title`),
  };
}
