import { type CaseResult, type CorruptionCase, runCase } from "./corruption-case.ts";

const fewerRows = [2, 3, 4, 6, 8, 10, 15, 20, 30];

/**
 * The smallest file that still shows a silent wrong: one operator rather than two, few rows, few columns. The
 * original file if no smaller one shows it.
 */
export async function shrinkCase(
  one: CorruptionCase,
  whole: CaseResult,
): Promise<{ smallest: CorruptionCase; result: CaseResult }> {
  let smallest = one;
  let result = whole;
  const tryOne = async (next: CorruptionCase): Promise<boolean> => {
    // A file too small for an operator to pick from throws: it shows nothing.
    const tried = await runCase(next).catch(() => null);
    const wanted = next.alone === undefined ? whole.applied.length : 1;
    if (tried?.judgement.verdict !== "silent" || tried.applied.length < wanted || tried.refusal !== whole.refusal)
      return false;
    smallest = next;
    result = tried;
    return true;
  };
  for (const operator of whole.applied.length > 1 ? whole.applied : [])
    if (await tryOne({ ...one, alone: operator })) break;
  for (const rows of fewerRows.filter((count) => count < one.shape.rows))
    if (await tryOne({ ...smallest, shape: { ...smallest.shape, rows } })) break;
  const { shape } = smallest;
  const wanted = { ...shape.bank, columns: shape.bank.columns.filter(({ field }) => field !== null) };
  await tryOne({ ...smallest, shape: { ...shape, bank: wanted, titles: 0 } });
  return { smallest, result };
}
