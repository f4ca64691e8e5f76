"use client";

import { useFormatter, useTranslations } from "use-intl";
import { portfolioNameOf } from "#lib/domain/portfolio/portfolio-name.ts";
import { weightOf } from "#lib/domain/portfolio/recognition/recognise.ts";
import type { RecognisedPortfolio } from "#lib/domain/views/recognised-file.ts";
import { Callout } from "../ui/callout.tsx";
import { classNames } from "../ui/class-names.ts";
import { Combobox } from "../ui/form/combobox.tsx";
import type { ComboboxGroup } from "../ui/form/combobox-choices.ts";
import {
  chosenPortfolio,
  type FilePortfolio,
  isAgainstStated,
  type PortfolioChoice,
  portfolioNamed,
  withChoice,
} from "./file-portfolio.ts";
import { LoadChoice } from "./load-choice.tsx";
import { PartNote } from "./part-note.tsx";

export interface PortfolioLineProps {
  portfolio: FilePortfolio;
  /** The file is being read again, which may find another portfolio. */
  isDisabled?: boolean;
  onChange: (portfolio: FilePortfolio) => void;
}

/** Which portfolio the file is of and why, what the file has of it, and a way to say otherwise. */
export function PortfolioLine({ portfolio, isDisabled = false, onChange }: PortfolioLineProps) {
  const t = useTranslations("portfolios.file");
  const { choice, found } = portfolio;
  const evidence = useEvidence(portfolio);
  const openSet = chosenPortfolio(portfolio)?.openSet ?? null;
  return (
    <section aria-label={t("title")} className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      <span aria-hidden className="text-text-muted">
        {t("portfolio")}
      </span>
      <div className="w-64 max-sm:min-w-0 max-sm:flex-1">
        <Combobox
          label={t("portfolio")}
          value={keyOf(choice)}
          groups={useChoices(portfolio)}
          typed={(text) => {
            const name = portfolioNameOf(text);
            return portfolioNamed(found, name) === undefined && name.length <= maxNameCharacters
              ? { value: keyOf({ kind: "new", name }), label: t("create", { name }) }
              : null;
          }}
          onChange={(value) => onChange(withChoice(portfolio, choiceOf(value)))}
          isDisabled={isDisabled}
        />
      </div>
      {choice.kind === "none" ? null : (
        <LoadChoice
          load={portfolio.load}
          openSet={openSet}
          isDisabled={isDisabled}
          onChange={(load) => onChange({ ...portfolio, load })}
        />
      )}
      {evidence === null ? null : (
        <p
          className={classNames(
            // Two lines are as high as the lists beside it.
            "min-w-0 text-text-muted sm:flex-1 sm:basis-72 sm:leading-4",
            found.portfolios.length === 0 && "max-sm:hidden",
          )}
        >
          {evidence}
        </p>
      )}
      <StatedNote portfolio={portfolio} />
      {openSet === null ? null : <PartNote set={openSet} load={portfolio.load} />}
    </section>
  );
}

/** That the file says it is a part, and what comes of loading it otherwise. */
function StatedNote({ portfolio }: { portfolio: FilePortfolio }) {
  const t = useTranslations("portfolios.file.stated");
  const { choice, stated, load } = portfolio;
  if (choice.kind === "none" || stated === null) return null;
  const { words, number, of } = stated;
  if (!isAgainstStated(portfolio)) return <p className="text-text-muted">{t("said", { words })}</p>;
  return (
    <Callout tone="warning" role="status" title={t("against", { words, number, of })} className="w-full">
      {load.kind === "whole" ? t("whole") : t("other", { number, of })}
    </Callout>
  );
}

/** As startStaging accepts a name. */
const maxNameCharacters = 200;

function keyOf(choice: PortfolioChoice): string {
  if (choice.kind === "none") return "none";
  return choice.kind === "known" ? `known ${choice.id}` : `new ${choice.name}`;
}

function choiceOf(value: string): PortfolioChoice {
  if (value.startsWith("known ")) return { kind: "known", id: value.slice("known ".length) };
  return value.startsWith("new ") ? { kind: "new", name: value.slice("new ".length) } : { kind: "none" };
}

/** None first, then the portfolios with any sign of it, the best first, then the others by name. */
function useChoices({ found, choice }: FilePortfolio): ComboboxGroup<string>[] {
  const t = useTranslations("portfolios.file");
  const signsOf = useSigns();
  const choiceFor = (portfolio: RecognisedPortfolio) => {
    const signs = signsOf(portfolio);
    const value = keyOf({ kind: "known", id: portfolio.id });
    return { value, label: portfolio.name, ...(signs === "" ? {} : { description: signs }) };
  };
  const fitting = found.portfolios
    .filter(({ evidence }) => weightOf(evidence) > 0)
    .toSorted((a, b) => weightOf(b.evidence) - weightOf(a.evidence));
  const others = found.portfolios.filter((portfolio) => !fitting.includes(portfolio));
  return [
    {
      label: "",
      choices: [
        { value: "none", label: t("none"), description: t("noneText") },
        ...(choice.kind === "new" ? [{ value: keyOf(choice), label: choice.name }] : []),
      ],
    },
    { label: t("fits"), choices: fitting.map(choiceFor) },
    { label: t("others"), choices: others.map(choiceFor) },
  ].filter(({ choices }) => choices.length > 0);
}

/** What a portfolio has in common with the file, in words. */
function useSigns(): (portfolio: RecognisedPortfolio) => string {
  const t = useTranslations("portfolios.file.signs");
  const format = useFormatter();
  return ({ evidence: { isSameShape, isSameName, isSameTitle, knownShare } }) =>
    [
      ...(isSameShape ? [t("shape")] : []),
      ...(isSameName ? [t("name")] : []),
      ...(isSameTitle ? [t("title")] : []),
      ...(knownShare === null
        ? []
        : [t("known", { share: format.number(knownShare, { style: "percent", maximumFractionDigits: 0 }) })]),
    ].join(", ");
}

/** Why the portfolio was proposed or that a person chose it, or what is asked. */
function useEvidence(portfolio: FilePortfolio): string | null {
  const t = useTranslations("portfolios.file");
  const format = useFormatter();
  const signsOf = useSigns();
  const { found, choice, isDecided } = portfolio;
  if (choice.kind === "new") return t("new");
  const chosen = chosenPortfolio(portfolio);
  if (chosen !== undefined) {
    const isProposed = !isDecided && found.recognition.kind === "one" && found.recognition.id === chosen.id;
    return isProposed ? t("because", { signs: signsOf(chosen) }) : t("byYou");
  }
  if (isDecided) return null;
  const { recognition } = found;
  if (recognition.kind === "several") {
    const names = found.portfolios.filter(({ id }) => recognition.ids.includes(id)).map(({ name }) => name);
    return t("several", { names: format.list(names) });
  }
  return found.portfolios.length === 0 ? t("first") : t("noFit");
}
