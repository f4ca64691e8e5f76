import { type Load, wholeLoad } from "#lib/domain/portfolio/load.ts";
import type { RecognisedFile, RecognisedPortfolio } from "#lib/domain/views/recognised-file.ts";

/** The portfolio of the open file: one of the tenant's, a new one by its name, or none. */
export type PortfolioChoice =
  | { readonly kind: "none" }
  | { readonly kind: "known"; readonly id: string }
  | { readonly kind: "new"; readonly name: string };

/** What was found out and decided about the portfolio of the open file. */
export interface FilePortfolio {
  readonly found: RecognisedFile;
  /** The title line above its header; "" for none. */
  readonly title: string;
  readonly choice: PortfolioChoice;
  readonly load: Load;
  /** A person chose it: reading the file in another way does not change it. */
  readonly isDecided: boolean;
}

/**
 * What a file begins with: the portfolio that alone fits, else the one the load was begun for, else none. A decision
 * taken before stays.
 */
export function filePortfolioOf(
  found: RecognisedFile,
  title: string,
  before: FilePortfolio | null,
  begunFor: string | null,
): FilePortfolio {
  if (before?.isDecided === true) return { ...before, found, title };
  const { recognition } = found;
  const id = recognition.kind === "one" ? recognition.id : found.portfolios.find((one) => one.id === begunFor)?.id;
  const choice: PortfolioChoice = id === undefined ? { kind: "none" } : { kind: "known", id };
  return { found, title, choice, load: before?.load ?? wholeLoad, isDecided: false };
}

/** The same with a person's choice. A name that a portfolio has already is that portfolio. */
export function withChoice(portfolio: FilePortfolio, choice: PortfolioChoice): FilePortfolio {
  const known = choice.kind === "new" ? portfolioNamed(portfolio.found, choice.name) : undefined;
  return { ...portfolio, choice: known === undefined ? choice : { kind: "known", id: known.id }, isDecided: true };
}

/** The portfolio of that name, in capitals or not. */
export function portfolioNamed({ portfolios }: RecognisedFile, name: string): RecognisedPortfolio | undefined {
  const small = name.trim().toLowerCase();
  return portfolios.find((portfolio) => portfolio.name.toLowerCase() === small);
}

/** The chosen portfolio if the tenant has it already. */
export function chosenPortfolio({ found, choice }: FilePortfolio): RecognisedPortfolio | undefined {
  return choice.kind === "known" ? found.portfolios.find(({ id }) => id === choice.id) : undefined;
}

/** The part of `startStaging`'s input that says what the file is a load of. */
export function toldPortfolio(portfolio: FilePortfolio | null): object {
  if (portfolio === null || portfolio.choice.kind === "none") return {};
  const { choice, load, title: fileTitle } = portfolio;
  const of = choice.kind === "known" ? { portfolioId: choice.id } : { newPortfolio: choice.name };
  return { ...of, load, fileTitle };
}
