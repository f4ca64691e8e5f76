import { useTranslations } from "use-intl";
import { expect, test } from "vitest";
import { PageMessages } from "#components/shell/intl-provider.tsx";
import { locales } from "#lib/i18n/locale.ts";
import { mergedMessages } from "#lib/i18n/merged-messages.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { pickMessages } from "#lib/i18n/pick-messages.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const Words = () => `${useTranslations("drop.leave")("title")} ${useTranslations("common")("save")}`;

test.each(locales)("%s: a part comes whole, in its place, and alone", (locale) => {
  const all = messagesFor(locale);
  expect(pickMessages(locale, ["auth", "outcome.history"])).toEqual({
    auth: all.auth,
    outcome: { history: all.outcome.history },
  });
  expect(pickMessages(locale, [])).toEqual({});
});

test.each(locales)("%s: picking and merging leave the catalogue as it is", (locale) => {
  const before = structuredClone(messagesFor(locale));
  const picked = pickMessages(locale, ["outcome", "outcome.history", "shell.sessionOver"]);
  mergedMessages(picked, { outcome: { history: { extra: "x" } } });
  expect(messagesFor(locale)).toEqual(before);
  expect(picked.outcome).toEqual(before.outcome);
});

test("parts of one whole are merged, in any order", () => {
  const [one, other] = [pickMessages("es", ["drop.leave"]), pickMessages("es", ["drop.known", "ui"])];
  const both = pickMessages("es", ["drop.leave", "drop.known", "ui"]);
  expect(mergedMessages(one, other)).toEqual(both);
  expect(mergedMessages(other, one)).toEqual(both);
});

test("a page's components have its messages and those around it", () => {
  const { text } = rendered(
    <PageMessages messages={{ common: { save: "Put away" } }}>
      <Words />
    </PageMessages>,
  );
  expect(text).toBe(`${messagesFor("es").drop.leave.title} Put away`);
});
