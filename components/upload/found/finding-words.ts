"use client";

import { useTranslations } from "use-intl";
import type { Finding } from "#lib/domain/mapping/finding.ts";
import { findingEvidences, noticeCodes } from "#lib/spreadsheet/finding-codes.ts";

/** The evidence of a finding, in words. */
export function useEvidenceWords(): (finding: Pick<Finding<unknown>, "evidence" | "params">) => string {
  const t = useTranslations("findings.evidence");
  return ({ evidence, params }) => t(findingEvidences.find((known) => known === evidence) ?? "chosen", params);
}

/** Notices about a file, in words; null for a code without words, which is not shown. */
export function useNoticeWords(): (notice: {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}) => string | null {
  const t = useTranslations("findings.notices");
  return ({ code, params }) => {
    const known = noticeCodes.find((candidate) => candidate === code);
    return known === undefined ? null : t(known, params);
  };
}
