"use client";

import { useFormatter, useTranslations } from "use-intl";
import type { ConnectionTest } from "#lib/domain/views/token-budget.ts";
import { Callout } from "../ui/callout.tsx";

export interface ConnectionResultProps {
  result: ConnectionTest;
  /** The reason in words. */
  reason: string;
}

/** The CRM's answer to the token information call, in our words and in its own. */
export function ConnectionResult({ result, reason }: ConnectionResultProps) {
  const t = useTranslations("admin.connection");
  const format = useFormatter();
  if (result.isConnected) {
    const { budget } = result;
    return (
      <Callout tone="success" role="status" title={t("works")}>
        {t("budget", {
          available: format.number(budget.available),
          limit: format.number(budget.limit),
          used: format.number(budget.usedToday),
        })}
        {budget.hoursToRestart === null ? null : ` ${t("restart", { hours: budget.hoursToRestart })}`}
      </Callout>
    );
  }
  return (
    <Callout tone="error" role="status" title={t("fails")}>
      <p>{reason}</p>
      {result.remoteText === "" ? null : (
        <p className="mt-1">
          {t("remoteText")} <q className="font-mono text-sm [overflow-wrap:anywhere]">{result.remoteText}</q>
          {result.httpStatus === null ? null : ` (HTTP ${result.httpStatus})`}
        </p>
      )}
    </Callout>
  );
}
