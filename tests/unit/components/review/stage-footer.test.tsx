import { expect, test } from "vitest";
import { StageFooter } from "#components/review/stage-footer.tsx";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { HeldDebtors } from "#lib/domain/holds/hold.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const columns = "debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name";
const mapping = mappingSchema.parse({ columns: columns.split(" ").map((field) => ({ state: "field", field })) });

/** The review of a file with a row for each of these clients. */
async function reviewed(ids: readonly string[], held: HeldDebtors = new Map()) {
  const rows = ids.map((id) => `${id};ANA RUIZ;a@x.co;3001234567;CR-${id};CUPO`);
  const text = ["Cedula;Nombre;Correo;Celular;Credito;Producto", ...rows].join("\n");
  const workbench = new Workbench();
  await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
  return workbench.apply({ context: { fields: standardFields, mapping, country: "CO", held } });
}

test.each(locales)(
  "nothing is prepared while a question is open, and nobody goes back while a change runs (%s)",
  async (locale) => {
    const summary = await reviewed(["79123456"]);
    const footer = (isAsked: boolean, isChanging = false) =>
      rendered(
        <StageFooter
          summary={summary}
          isBusy={isChanging}
          isChanging={isChanging}
          isAsked={isAsked}
          onBack={() => undefined}
          onStage={() => undefined}
        />,
        locale,
      );
    const { asked } = messagesFor(locale).review.footer;
    expect(footer(true).text).toContain(asked);
    expect(footer(true).markup).toMatch(/disabled=/);
    expect(footer(false).text).not.toContain(asked);
    expect(footer(false).markup).not.toMatch(/disabled=/);
    // Going back, and preparing.
    expect(footer(false, true).markup.match(/aria-disabled="true"/g)).toHaveLength(2);
    expect(footer(false).markup).not.toContain('aria-disabled="');
  },
);

test.each(locales)("a file whose clients are all held says so (%s)", async (locale) => {
  const ids = ["79123456", "79123457"];
  const summary = await reviewed(ids, new Map(ids.map((id) => [id, "claim"])));
  const footer = rendered(
    <StageFooter
      summary={summary}
      isBusy={false}
      isChanging={false}
      isAsked={false}
      onBack={() => undefined}
      onStage={() => undefined}
    />,
    locale,
  );
  expect(footer.text).toContain(messagesFor(locale).review.footer.nothingHeld);
});
