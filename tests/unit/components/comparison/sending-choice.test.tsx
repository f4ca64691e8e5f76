import { describe, expect, test } from "vitest";
import { SendingChoice } from "#components/comparison/sending-choice.tsx";
import { type SendingChoice as Choice, sendingRefusals } from "#lib/domain/views/comparison-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { messagesFor } from "#lib/i18n/messages-for.ts";
import { comparisonViewOf, dayFigures, figuresOf } from "#tests/support/comparison/comparison-view.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const choice = (
  over: Partial<Choice> = {},
  moving: { done: number; total: number } | null = null,
  locale: (typeof locales)[number] = "es",
  figures = dayFigures,
) => {
  const view = comparisonViewOf({ figures, choice: over });
  return rendered(
    <SendingChoice view={view} chosen={view.choice} moving={moving} onChoose={() => undefined} />,
    locale,
  );
};

describe("the choice of what is sent", () => {
  test("says the calls of both, and what is saved", () => {
    const { text } = choice();
    expect(text).toContain("Todo 4.216 llamadas al CRM");
    expect(text).toContain("Solo lo que cambió 195 llamadas al CRM; ahorra 4.021");
    expect(text).toContain("400.000 clientes, 4.000 llamadas. Sin marcar, el CRM conserva esos campos");
    expect(text).toContain("Lo que los agentes cambiaron en el CRM de quienes no se envían se queda así");
  });

  test("counts the calls of daily changes if chosen", () => {
    const { text } = choice({ countsVolatile: true });
    expect(text).toContain("4.195 llamadas al CRM; ahorra 21");
    expect(text).not.toContain("Sin marcar");
  });

  test("says that the calls left today decided, until a person does", () => {
    const enough = choice({ countsVolatile: true, byBudget: true });
    expect(enough.text).toContain(
      "400.000 clientes, 4.000 llamadas. Marcado porque las llamadas que quedan hoy alcanzan",
    );
    const short = choice({ byBudget: true });
    expect(short.text).toContain("Sin marcar porque no consta que las llamadas que quedan hoy alcancen");
    expect(short.text).toContain("Sin marcar, el CRM conserva esos campos");
    expect(choice({ byBudget: true }, { done: 1, total: 2 }).text).not.toContain("quedan hoy");
  });

  test("says why it saves nothing", () => {
    const figures = figuresOf({ volatile: dayFigures.debtors.volatile });
    const calls = { everything: 4_000, changes: 4_000, changesWithoutVolatile: 0 };
    const counted = choice({ countsVolatile: true, calls }, null, "es", figures);
    expect(counted.text).toContain("no ahorra ninguna, porque todos cambiaron al menos en lo que cambia a diario");
    const moved = choice({ calls: { everything: 4_216, changes: 4_216, changesWithoutVolatile: 4_216 } });
    expect(moved.text).toContain("ya no ahorra ninguna, porque otra carga cambió lo que el CRM tiene");
  });

  test("is offered without daily changes where they are all there is", () => {
    const figures = figuresOf({ volatile: dayFigures.debtors.volatile });
    const calls = { everything: 4_000, changes: 4_000, changesWithoutVolatile: 0 };
    const { text } = choice({ sends: "everything", countsVolatile: true, calls }, null, "es", figures);
    expect(text).toContain("Solo lo que cambió ninguna llamada al CRM; ahorra 4.000");
    expect(text).not.toContain("no ahorra");
  });

  test("asks about daily changes only among changes", () => {
    const { text } = choice({ sends: "everything" });
    expect(text).not.toContain("También quienes");
    expect(text).not.toContain("agentes");
  });

  test("says when a full send is due", () => {
    expect(choice().text).toMatch(/Último envío completo: 24\/11\/2026 ?\. El próximo toca el 1\/12\/2026/);
    expect(choice({ isFullSendDue: true }).text).toMatch(/Toca un envío completo: el último fue el 24\/11\/2026/);
    expect(choice({ fullSendAt: null, fullSendDueAt: null }).text).toContain("nunca se ha enviado completa");
  });

  test("shows how far the batches have moved", () => {
    const { text, markup } = choice({}, { done: 30_000, total: 120_000 });
    expect(text).toContain("30.000 de 120.000 clientes");
    expect(markup).toContain('aria-valuenow="25"');
    expect(markup).toContain('aria-busy="true"');
  });

  test.each(locales.flatMap((locale) => sendingRefusals.map((refusal) => ({ locale, refusal }))))(
    "is not offered because of $refusal ($locale)",
    ({ locale, refusal }) => {
      const words = messagesFor(locale).portfolios.comparison.sending;
      const { text, markup } = choice({ refusal, sends: "everything" }, null, locale);
      expect(text).toContain(words.refusal[refusal].split("{")[0]);
      expect(text).toContain(words.all);
      expect(markup).not.toContain('role="radio"');
    },
  );

  test("leaves it to the page how many would be twice in a CRM that duplicates", () => {
    const { text } = choice({ refusal: "repeats_duplicate", sends: "everything" });
    expect(text).toContain("Se envía todo. La operación dice que el CRM duplica a un cliente repetido.");
  });

  test("can be taken back once it is not offered any more", () => {
    const { text, markup } = choice({ refusal: "repeats_unknown" });
    expect(text).not.toContain("Se envía todo");
    expect(text).toContain("consta en la operación que el CRM actualiza");
    expect(markup).toContain('role="radio"');
    // What was chosen then advises nobody to send everything now.
    expect(text).not.toMatch(/nvío completo/);
  });
});
