"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LookupWait } from "../run/lookup-wait.tsx";
import { Callout } from "../ui/callout.tsx";

export interface UnconfirmedNoticeProps {
  count: number;
  /** Some of them are being looked up in the CRM, or wait for it. */
  isReadingBack: boolean;
  /** When the lookup goes on; null where it is under way. */
  startsAt: string | null;
  /** The server's time of what is shown. */
  at: string;
  /** The ways out. */
  action: ReactNode;
}

/** What to do about debtors of whom nobody knows whether they got in. */
export function UnconfirmedNotice({ count, isReadingBack, startsAt, at, action }: UnconfirmedNoticeProps) {
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
      {isReadingBack ? t("recover.readingText") : t("result.unconfirmedText")}
    </Callout>
  );
}
