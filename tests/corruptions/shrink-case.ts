import { type CaseResult, type CorruptionCase, runCase } from "./corruption-case.ts";

const fewerRows = [2, 3, 4, 6, 8, 10, 15, 20, 30];

/** The smallest file that still shows a silent wrong: one operator before two, few rows before many, few columns before all. */
export async function shrinkCase(one: CorruptionCase): Promise<{ smallest: CorruptionCase; result: CaseResult }> {
  let smallest = one;
  let result = await runCase(one);
  const tryOne = async (next: CorruptionCase): Promise<boolean> => {
    const tried = await runCase(next).catch((thrown: unknown) => {
      // So small that the operator finds nothing to pick from.
      if (thrown instanceof RangeError) return null;
      throw thrown;
    });
    if (
      tried === null ||
      tried.applied.length < next.operators.length ||
      tried.judgement.verdict !== "silent" ||
      tried.refusal !== result.refusal
    )
      return false;
    smallest = next;
    result = tried;
    return true;
  };
  if (one.operators.length > 1)
    for (const operator of one.operators) if (await tryOne({ ...one, operators: [operator] })) break;
  for (const rows of fewerRows.filter((count) => count < one.shape.rows))
    if (await tryOne({ ...smallest, shape: { ...smallest.shape, rows } })) break;
  const { shape } = smallest;
  const wanted = { ...shape.bank, columns: shape.bank.columns.filter(({ field }) => field !== null) };
  await tryOne({ ...smallest, shape: { ...shape, bank: wanted, titles: 0 } });
  return { smallest, result };
}
