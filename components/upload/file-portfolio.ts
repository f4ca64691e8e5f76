import { type Load, wholeLoad } from "#lib/domain/portfolio/load.ts";
import { portfolioNameOf } from "#lib/domain/portfolio/portfolio-name.ts";
import type { StatedPart } from "#lib/domain/portfolio/recognition/stated-part.ts";
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
  /** What the file says of itself: that it is a part; null for nothing. */
  readonly stated: StatedPart | null;
  readonly choice: PortfolioChoice;
  readonly load: Load;
  /** A person chose it: reading the file in another way does not change it. */
  readonly isDecided: boolean;
}

/** What a file says of itself. */
export type SaidOfFile = Pick<FilePortfolio, "title" | "stated">;

/**
 * What a file begins with: the portfolio that alone fits, else the one the load was begun for, else none; and the part
 * that the file says it is, else a whole load. What was decided before stays.
 */
export function filePortfolioOf(
  found: RecognisedFile,
  said: SaidOfFile,
  before: FilePortfolio | null,
  begunFor: string | null,
): FilePortfolio {
  const load = loadAgain(before, said.stated);
  if (before?.isDecided === true) return { ...before, found, ...said, load };
  const { recognition } = found;
  const id = recognition.kind === "one" ? recognition.id : found.portfolios.find((one) => one.id === begunFor)?.id;
  const choice: PortfolioChoice = id === undefined ? { kind: "none" } : { kind: "known", id };
  return { found, ...said, choice, load, isDecided: false };
}

/** A load that a person chose stays when the file is read in another way; a proposed one is proposed again. */
function loadAgain(before: FilePortfolio | null, stated: StatedPart | null): Load {
  if (before === null || isSameLoad(before.load, proposedLoad(before.stated))) return proposedLoad(stated);
  return before.load;
}

function proposedLoad(stated: StatedPart | null): Load {
  return stated === null ? wholeLoad : { kind: "part", number: stated.number, of: stated.of };
}

/** Whether a load is not what the file says of itself. */
export function isAgainstStated({ load, stated }: Pick<FilePortfolio, "load" | "stated">): boolean {
  return stated !== null && !isSameLoad(load, proposedLoad(stated));
}

function isSameLoad(left: Load, right: Load): boolean {
  if (left.kind !== "part" || right.kind !== "part") return left.kind === right.kind;
  return left.number === right.number && left.of === right.of;
}

/** The same with a person's choice. A name that a portfolio has already is that portfolio. */
export function withChoice(portfolio: FilePortfolio, choice: PortfolioChoice): FilePortfolio {
  const known = choice.kind === "new" ? portfolioNamed(portfolio.found, choice.name) : undefined;
  return { ...portfolio, choice: known === undefined ? choice : { kind: "known", id: known.id }, isDecided: true };
}

/** The portfolio of that name, in capitals or not and whatever its spaces; as the server finds it. */
export function portfolioNamed({ portfolios }: RecognisedFile, name: string): RecognisedPortfolio | undefined {
  const tidy = portfolioNameOf(name);
  const isSame = (portfolio: RecognisedPortfolio) =>
    portfolioNameOf(portfolio.name).toLowerCase() === tidy.toLowerCase();
  return portfolios.find((portfolio) => portfolio.name === tidy) ?? portfolios.find(isSame);
}

/** The chosen portfolio if the tenant has it already. */
export function chosenPortfolio({ found, choice }: FilePortfolio): RecognisedPortfolio | undefined {
  return choice.kind === "known" ? found.portfolios.find(({ id }) => id === choice.id) : undefined;
}

/** The part of `startStaging`'s input that says what the file is a load of. */
export function toldPortfolio(portfolio: FilePortfolio | null): object {
  if (portfolio === null || portfolio.choice.kind === "none") return {};
  const { choice, load, title: fileTitle, stated } = portfolio;
  const of = choice.kind === "known" ? { portfolioId: choice.id } : { newPortfolio: choice.name };
  return { ...of, load, fileTitle, ...(stated === null ? {} : { statedPart: stated.words }) };
}
