import { expect, test } from "vitest";
import { closeOutStops } from "#lib/domain/outcome/run-reasons.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

function Refusal({ code, params }: { code: string; params: Readonly<Record<string, unknown>> }) {
  return useReasonWords().refusal(code, params);
}

test.each(locales)("a close-out that cannot be confirmed says which of its causes holds (%s)", (locale) => {
  const { reasons } = messagesFor(locale);
  for (const stop of closeOutStops) {
    const said = rendered(<Refusal code="close_out_refused" params={{ stop }} />, locale).text;
    for (const cause of closeOutStops) expect(said.startsWith(reasons[cause])).toBe(cause === stop);
  }
});

test.each(locales)("a retry of nobody says which of its causes holds (%s)", (locale) => {
  const said = ["held", "erased", "unconfirmed", "superseded", undefined].map(
    (stop) => rendered(<Refusal code="nothing_to_send" params={stop === undefined ? {} : { stop }} />, locale).text,
  );
  expect(new Set(said).size).toBe(5);
});
