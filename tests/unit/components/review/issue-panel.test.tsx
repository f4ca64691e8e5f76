import { expect, test } from "vitest";
import { changeOf } from "#components/review/cures/cure.ts";
import { IssuePanel } from "#components/review/issue-panel.tsx";
import { type LastTime, lastTimeOf } from "#lib/domain/cures/last-time.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const ids = "debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name";
const columns = [...ids.split(" "), "obligation.expiring_date"].map((field) => ({
  state: "field",
  field,
  reading: { dateOrder: "dmy" },
}));
const fresh = mappingSchema.parse({ columns });
const text = [
  "Cedula;Nombre;Correo;Celular;Credito;Producto;Vence",
  "79123456;ANA RUIZ;;3001234567;CR-1;CUPO;31/02/2026",
  "79123457;LUZ DIAZ;luz@x.co;3001234568;CR-2;CUPO;28/02/2026",
].join("\n");

const dates = { code: "date_impossible", column: 6, field: "obligation.expiring_date" } as const;
const missing = { code: "required_missing", column: 2, field: "debtor.Email" } as const;
const filled = changeOf(fresh, missing, { kind: "placeholder", text: "sin@correo.co" }).mapping ?? fresh;
const yesterday = changeOf(filled, dates, { kind: "empty" }).mapping ?? fresh;

const nothing = () => undefined;

/** What the panel says of the file under a mapping. */
async function panel(
  mapping: Mapping,
  lastTime: LastTime | null,
  locale: (typeof locales)[number],
  { content = text, isDoubted = false } = {},
) {
  const workbench = new Workbench();
  await workbench.open({ file: new File([content], "a.csv"), settings: {}, fields: standardFields });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  return rendered(
    <IssuePanel
      summary={summary}
      fields={standardFields}
      mapping={mapping}
      lastTime={lastTime}
      filter={{ show: "all" }}
      isAsked={false}
      isDoubted={isDoubted}
      headers={text.split("\n")[0]?.split(";") ?? []}
      onFilter={nothing}
      onGoTo={nothing}
      onCure={nothing}
      onUnfill={nothing}
      onDecide={nothing}
    />,
    locale,
  );
}

test.each(locales)("what last time's memory fills is said, and what it did is offered (%s)", async (locale) => {
  const words = messagesFor(locale).cures;
  const { text: said, markup } = await panel(filled, lastTimeOf(yesterday), locale);
  expect(said).toContain("sin@correo.co");
  // Once on the value that is in use, once on the dates that can be emptied again.
  expect(said.split(words.asLastTime)).toHaveLength(3);
  expect(markup).toContain(words.offer.replace("{cure}", words.kinds.empty.label));
});

test.each(locales)("what was decided today is not last time's (%s)", async (locale) => {
  const words = messagesFor(locale).cures;
  const { text: said, markup } = await panel(yesterday, null, locale);
  expect(said).toContain("sin@correo.co");
  expect(said).not.toContain(words.asLastTime);
  expect(markup).toContain(words.filled.takeBack);
});

test.each(locales)("another portfolio's decision is said with its name (%s)", async (locale) => {
  const { text: said } = await panel(filled, lastTimeOf(filled, "Banco Andino"), locale);
  expect(said).toContain(messagesFor(locale).cures.asIn.replace("{portfolio}", "Banco Andino"));
});

test("a file that may be cut off is not called free of problems", async () => {
  const [header, , row] = text.split("\n");
  const content = `${header};Saldo\n${row};1000`;
  const balance = { state: "field" as const, field: "obligation.total_balance", group: 0, reading: {} };
  const mapping = { ...filled, columns: [...filled.columns, balance] };
  const { none, noneInRows } = messagesFor("es").review.panel;
  expect((await panel(mapping, null, "es", { content })).text).toContain(none);
  const { text: doubted } = await panel(mapping, null, "es", { content, isDoubted: true });
  expect(doubted).toContain(noneInRows);
  expect(doubted).not.toContain(none);
});
