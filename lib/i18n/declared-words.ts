import { useFormatter, useLocale, useTranslations } from "use-intl";
import type { DeclaredTotals } from "#lib/domain/portfolio/declared/declared-schema.ts";
import type { ComparedFigure, DeclaredFigure } from "#lib/domain/portfolio/declared/declared-totals.ts";
import { placeOfLine } from "#lib/domain/table/debtor-line.ts";

export interface DeclaredWords {
  /** A figure's value: a count, money with its currency, or a day. */
  value(figure: DeclaredFigure, value: string | number): string;
  /** The difference with its sign; "" if there is none. */
  difference(compared: ComparedFigure): string;
  /** Where the bank says it: a line of the file, or a person's word. */
  source(figure: DeclaredFigure, where: DeclaredTotals["where"]): string;
  /** One sentence with both figures. */
  sentence(compared: ComparedFigure): string;
}

/** The words for declared totals; `currency` is the upload's. */
export function useDeclaredWords(currency: string): DeclaredWords {
  const t = useTranslations("portfolios.declared");
  const format = useFormatter();
  const locale = useLocale();
  const money = (value: string, signDisplay: "auto" | "always" = "auto") => {
    // As precise as it is: only an amount that is declared in whole units has no cents.
    const digits = { minimumFractionDigits: value.includes(".") ? 2 : 0, maximumFractionDigits: 2, signDisplay };
    return `${new Intl.NumberFormat(locale, digits).format(value as `${number}`)} ${currency}`;
  };
  const day = (value: string) =>
    format.dateTime(new Date(`${value}T00:00:00Z`), {
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
      timeZone: "UTC",
    });
  const value = (figure: DeclaredFigure, value: string | number): string => {
    if (figure === "balance") return money(String(value));
    return figure === "cutOff" ? day(String(value)) : format.number(Number(value));
  };
  const difference = ({ figure, difference }: ComparedFigure): string => {
    if (difference === null) return "";
    if (figure === "cutOff") return t("confirm.otherDay");
    return figure === "balance"
      ? money(difference, "always")
      : new Intl.NumberFormat(locale, { signDisplay: "always" }).format(Number(difference));
  };
  return {
    value,
    difference,
    source: (figure, where) => {
      const line = where[figure];
      return line === undefined ? t("typed") : t("line", { line: String(placeOfLine(line).line) });
    },
    sentence: (compared) => {
      const { figure, as } = compared;
      const words = {
        figure: t(`figures.${figure}`),
        declared: value(figure, compared.declared),
        read: value(figure, compared.read),
      };
      const { edited } = compared;
      if (edited !== undefined)
        return t("differsEdited", {
          ...words,
          change: money(edited.balance, "always"),
          sum: money(edited.sum),
        });
      if (compared.difference === null)
        return t(figure === "rows" && (as === "debtors" || as === "obligations") ? `agreesAs.${as}` : "agrees", words);
      return figure === "cutOff"
        ? t("differsDay", words)
        : t("differs", { ...words, difference: difference(compared) });
    },
  };
}
