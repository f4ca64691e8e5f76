import { Callout } from "#components/ui/callout.tsx";
import { DateTime } from "#components/ui/date-time.tsx";
import { translatorFor } from "#lib/i18n/translator-for.ts";
import { load } from "#lib/server/load.ts";
import { requestLocale } from "#lib/server/request-locale.ts";
import { listUnknownTimes } from "#lib/services/operations/list-unknown-times.ts";
import { ReviewRestoreButton } from "./review-restore-button.tsx";

/** Of what time the portal knows nothing, since it was put back from a backup; nothing while it knows all. */
export async function RestoreNotices({ className }: { className?: string }) {
  const [locale, { times, canReview }] = await Promise.all([requestLocale(), load(listUnknownTimes, {})]);
  const t = translatorFor(locale, "outcome.restored");
  return times.map(({ restoreId, from, to, uploads }) => (
    <Callout
      key={restoreId}
      tone="warning"
      {...(className === undefined ? {} : { className })}
      title={t.rich("title", { from: () => <DateTime value={from} />, to: () => <DateTime value={to} /> })}
      action={
        canReview ? (
          <ReviewRestoreButton
            restoreId={restoreId}
            label={t("review")}
            title={t("reviewTitle")}
            text={t("reviewText")}
          />
        ) : undefined
      }
    >
      <p>{t("text")}</p>
      {uploads === 0 ? null : <p>{t("runs")}</p>}
    </Callout>
  ));
}
