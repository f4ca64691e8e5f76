import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl";
import { expect, test } from "vitest";
import { CallTable } from "#components/result/call-table.tsx";
import type { CallView } from "#lib/domain/views/call-view.ts";
import { formattingLocaleOf, locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const lost: CallView = {
  id: "1",
  batchOrdinal: 0,
  endpoint: "massive_collections",
  startedAt: "2026-11-26T03:00:00.000Z",
  durationMs: null,
  httpStatus: null,
  verdict: "worker_lost",
  isSettling: true,
  debtors: null,
  replyExcerpt: "",
};

test.each(locales)("in %s a lost worker's call has words, but neither debtors nor duration", (locale) => {
  const shown = renderToStaticMarkup(
    <IntlProvider locale={formattingLocaleOf(locale)} messages={messagesFor(locale)} timeZone="America/Bogota">
      <CallTable calls={[lost]} />
    </IntlProvider>,
  );
  expect(shown).toContain(messagesFor(locale).reasons.verdict.worker_lost);
  expect(shown.match(/>—</g)).toHaveLength(2);
  expect(shown).not.toContain(" ms<");
});

test("an upload that is over without a call says that none was made, and promises none", () => {
  expect(rendered(<CallTable calls={[]} />).text).toBe("No consta ninguna llamada.");
});
