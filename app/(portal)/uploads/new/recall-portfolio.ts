import { chosenPortfolio, type FilePortfolio } from "#components/upload/file-portfolio.ts";
import type { Memory, Work } from "#components/upload/work.ts";
import { differingColumns, isSame, recalledAround } from "#lib/domain/mapping/answers/by-hand.ts";
import { firstMappingOf } from "#lib/domain/mapping/answers/first-groups.ts";
import { recalledAnswers } from "#lib/domain/mapping/answers/remembered-answers.ts";
import { withoutUnitOfLastTime } from "#lib/domain/mapping/answers/unit-of-last-time.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { withDefaults } from "#lib/domain/portfolio/with-defaults.ts";
import { headersOf, recall } from "./ask-about-file.ts";
import { withUnitSums } from "./ask-unit-sums.ts";
import { isAbort } from "./is-abort.ts";
import { lastTimeUnder, type Reading } from "./read-file.ts";

/**
 * Takes a person's choice of the portfolio and what it remembers of the columns. `workNow`: the open file's, with
 * what was decided while the answer was on its way. Without an answer the choice is taken back, since its memory
 * would be passed over in silence.
 */
export async function recallPortfolio(
  reading: Reading,
  workNow: () => Work | null,
  portfolio: FilePortfolio,
): Promise<void> {
  const { client, dispatch, tenant, fields, signal, tellProblem } = reading;
  const before = workNow();
  dispatch({ type: "portfolio_decided", portfolio });
  const id = idOf(portfolio);
  if (before?.portfolio == null || id === idOf(before.portfolio)) return;
  const recalled = await recall(headersOf(before.report), tenant.id, id);
  if (signal.aborted) return;
  if (recalled.kind !== "done") {
    tellProblem(recalled.problem);
    return dispatch({ type: "portfolio_decided", portfolio: before.portfolio });
  }
  const first = firstMappingOf(reportBefore(before), fields, recalled.value);
  try {
    const columns = await withUnitSums(first, fields, (input) => client.ask("sumColumns", input, { signal }));
    const work = workNow();
    if (signal.aborted || work === null) return;
    dispatch({ type: "portfolio_recalled", ...recalledWork(reading, work, portfolio, { ...first, columns }) });
  } catch (error) {
    if (!isAbort(error)) throw error;
  }
}

type First = ReturnType<typeof firstMappingOf>;

/** The work with the memory of this portfolio, and whether its columns have to be looked at. */
function recalledWork(
  { tenant, fields }: Pick<Reading, "tenant" | "fields">,
  work: Work,
  portfolio: FilePortfolio,
  { mapping: first, memory, columns }: First,
): { work: Work; isAsked: boolean } {
  const defaults = chosenPortfolio(portfolio)?.defaults ?? {};
  const { isApart } = work.mapping;
  const recalled = { ...withDefaults(first, defaults, fields), isApart };
  const mapping = recalledAround(work.byHand, work.mapping, recalled);
  const problems = checkMapping(mapping, fields, columns.length, columns, tenant.country, tenant.currency);
  const byHand = new Set(work.byHand?.columns);
  const changed = new Set([
    ...differingColumns(recalled, work.mapping).filter((column) => !byHand.has(column)),
    ...problems.flatMap((problem) => problem.columns),
  ]);
  const isAsked = changed.size > 0 || problems.length > 0 || !isSame(mapping, work.mapping);
  const answers = recalledAnswers(columns, mapping, fields).filter(({ column }) => !byHand.has(column));
  const lastTime = lastTimeUnder({ mapping: first, memory });
  const report = { ...work.report, columns };
  const taken = { portfolio, report, mapping, lastTime, memory: withChanged(memory, changed) };
  return { work: { ...work, ...taken, recalled: answers }, isAsked };
}

function withChanged(memory: Memory, changed: ReadonlySet<number>): Memory {
  if (memory.kind === "none" || (memory.kind === "exact" && changed.size === 0)) return memory;
  const near = memory.kind === "near" ? memory : { kind: "near" as const, changed: [], lost: [] };
  return { ...near, changed: [...new Set([...near.changed, ...changed])].sort((a, b) => a - b) };
}

/** Without the questions that only another memory gave rise to, unless they have been answered by hand. */
function reportBefore({ report, byHand }: Work): Work["report"] {
  const plain = withoutUnitOfLastTime(report.columns);
  return {
    ...report,
    columns: report.columns.map((column, at) => (byHand?.columns.includes(at) ? column : (plain[at] ?? column))),
  };
}

/** Whose memory holds: a known portfolio's, else (null) that of none. */
function idOf(portfolio: FilePortfolio): string | null {
  return chosenPortfolio(portfolio)?.id ?? null;
}
