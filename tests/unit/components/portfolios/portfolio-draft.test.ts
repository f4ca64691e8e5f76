import { describe, expect, test } from "vitest";
import { emptyPortfolioDraft, portfolioDraftOf, portfolioInputOf } from "#components/portfolios/portfolio-draft.ts";
import { thresholdNames, typedNumber } from "#components/portfolios/thresholds.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";

const settings = {
  name: "Banco Andino consumo",
  creditor: null,
  expectedDays: [1, 2, 5],
  expectedMinute: 5,
  volatileFields: ["obligation.days_delay"],
  thresholds: { goneShare: 0.29, balanceFactor: 12.5, somethingElse: 0.4 },
  defaults: { "debtor.Email": "sin@correo.co" },
  closeOutBalance: false,
  closeOutFieldId: "obligation.name",
  closeOutValue: "Retirada",
  fullSendDays: 7,
};

describe("a portfolio's form", () => {
  test("gives back what it was opened with", () => {
    expect(portfolioInputOf(portfolioDraftOf(settings))).toEqual(settings);
  });

  test("shows shares in per cent and keeps unknown thresholds", () => {
    const draft = portfolioDraftOf(settings);
    expect(draft.thresholds).toEqual({ goneShare: "29", balanceFactor: "12.5", somethingElse: "0.4" });
    expect(draft.expectedTime).toBe("00:05");
  });

  test("takes an empty threshold as the default", () => {
    const thresholds = { goneShare: " ", halfShare: "62,5" };
    expect(portfolioInputOf({ ...emptyPortfolioDraft, thresholds }).thresholds).toEqual({ halfShare: 0.625 });
  });

  test.each(["mucho", "30%", "-1", "1e9", "1.2.3"])("leaves %s as a threshold to be refused", (text) => {
    const { thresholds } = portfolioInputOf({ ...emptyPortfolioDraft, thresholds: { goneShare: text } });
    expect(thresholds.goneShare).toBeNaN();
  });

  test.each([
    ["1.000", 1_000],
    ["1,500", 1_500],
    ["1 234 567", 1_234_567],
    ["250", 250],
    ["1,5", Number.NaN],
    ["1.0000", Number.NaN],
  ])("reads a number of clients as people write it: %s", (text, count) => {
    const { thresholds } = portfolioInputOf({ ...emptyPortfolioDraft, thresholds: { closeOutDebtors: text } });
    expect(thresholds.closeOutDebtors).toBe(count);
  });

  test("writes no value without a close-out field", () => {
    const draft = { ...portfolioDraftOf(settings), closeOutFieldId: null };
    expect(portfolioInputOf(draft).closeOutValue).toBeNull();
    expect(portfolioInputOf({ ...draft, closeOutFieldId: "obligation.name", closeOutValue: "" }).closeOutValue).toBe(
      "",
    );
  });

  test("every default can be typed as it is shown", () => {
    for (const name of thresholdNames) {
      const value = portfolioThresholdsOf({})[name];
      const draft = { ...emptyPortfolioDraft, thresholds: { [name]: String(typedNumber(name, value)) } };
      expect(portfolioInputOf(draft).thresholds[name]).toBe(value);
    }
  });
});
