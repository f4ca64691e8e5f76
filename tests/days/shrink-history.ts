import type { History, Move } from "./history.ts";

/** Whether a history still shows the difference. */
export type Shows = (history: History) => Promise<boolean>;

/**
 * The shortest history that it finds: leaves out moves, then acts within work, while the difference stays. Stops when
 * `isOver` says so, with what it has by then.
 */
export async function shrinkHistory(history: History, shows: Shows, isOver: () => boolean): Promise<History> {
  let shortest = history;
  const tryMoves = async (moves: readonly Move[]): Promise<boolean> => {
    const tried = { ...shortest, moves };
    if (isOver() || !(await shows(tried))) return false;
    shortest = tried;
    return true;
  };
  for (
    let size = Math.ceil(shortest.moves.length / 2);
    size >= 1 && !isOver();
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = shortest.moves.length; from > 0 && !isOver(); from -= size)
      await tryMoves(shortest.moves.filter((_, at) => at < from - size || at >= from));
  }
  for (const [at, { during = [] }] of shortest.moves.entries())
    for (let one = during.length - 1; one >= 0; one--) {
      const { during: left = [] } = shortest.moves[at] ?? {};
      const without = left.filter((_, place) => place !== one);
      await tryMoves(shortest.moves.map((move, place) => (place === at ? { ...move, during: without } : move)));
    }
  return shortest;
}
