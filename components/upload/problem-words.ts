"use client";

import { useTranslations } from "use-intl";
import { referenceOf } from "#lib/i18n/request-reference.ts";
import type { Problem } from "./problem.ts";

const known = [
  "unreachable",
  "signed_out",
  "forbidden",
  "not_found",
  "invalid",
  "conflict",
  "state_moved",
  "fields_differ",
  "mapping_incomplete",
  "chunk_differs",
  "chunk_damaged",
  "chunks_missing",
  "totals_differ",
  "correction_moved",
  "holds_moved",
  "access_lost",
  "tenant_retired",
  "erased",
  "report_of_several",
  "report_not_over",
  "report_discarded",
  "report_unreachable",
  "nothing_to_correct",
  "kept_damaged",
  "too_large",
  "too_many_open",
  "too_slow",
  "busy",
  "throttled",
  "unexpected",
] as const;

/** The title of a problem and what to do about it; a fault of the portal has the request's id. */
export function useProblemWords(): (problem: Problem) => { title: string; text: string } {
  const t = useTranslations("drop.problems");
  return (problem) => {
    const code = known.find((candidate) => candidate === problem.code) ?? "unexpected";
    return {
      title: t(`${code}.title`),
      text: t(`${code}.text`, {
        ...referenceOf(problem.params),
        limit: Number(problem.params.limit),
        unit: String(problem.params.unit),
      }),
    };
  };
}
