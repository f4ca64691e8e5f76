"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LookupWait } from "../run/lookup-wait.tsx";
import { Callout } from "../ui/callout.tsx";

export interface UnconfirmedNoticeProps {
  count: number;
  /** Its CRM is known to update whom it has. */
  updatesRepeated: boolean;
  /** Some of them are being looked up in the CRM, or wait for that. */
  isReadingBack: boolean;
  /** When the look-up continues; null if it is under way. */
  startsAt: string | null;
  /** The server's time of the shown figures. */
  at: string;
  /** The buttons with which the user can resolve it. */
  action: ReactNode;
}

/** What to do about the unconfirmed debtors. */
export function UnconfirmedNotice(props: UnconfirmedNoticeProps) {
  const { count, updatesRepeated, isReadingBack, startsAt, at, action } = props;
  const t = useTranslations("outcome");
  if (count === 0) return null;
  return (
    <Callout
      tone={isReadingBack ? "info" : "warning"}
      role="status"
      title={
        isReadingBack
          ? t(startsAt === null ? "recover.readingTitle" : "recover.lookupTitle", { count })
          : t("result.unconfirmedTitle", { count })
      }
      action={action}
    >
      {isReadingBack ? <LookupWait startsAt={startsAt} at={at} /> : null}
      {isReadingBack
        ? t("recover.readingText")
        : t(updatesRepeated ? "result.unconfirmedTextUpdates" : "result.unconfirmedText")}
    </Callout>
  );
}
