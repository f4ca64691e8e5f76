import { acts } from "./history.ts";
import { type Waits, waits } from "./waits.ts";

/** How often each act met an upload in each state. */
export class Coverage {
  readonly #counts = new Map<string, number>();

  add(act: string, met: readonly Waits[]): void {
    for (const one of met) this.#counts.set(`${act} ${one}`, this.of(act, one) + 1);
  }

  of(act: string, one: Waits): number {
    return this.#counts.get(`${act} ${one}`) ?? 0;
  }

  /** A line an act. */
  table(): string[] {
    const width = Math.max(...acts.map(({ length }) => length));
    const line = (name: string, cells: readonly (string | number)[]) =>
      [name.padEnd(width), ...cells.map((cell) => String(cell).padStart(9))].join("");
    return [
      line("", waits),
      ...acts.map((act) =>
        line(
          act,
          waits.map((one) => this.of(act, one)),
        ),
      ),
    ];
  }

  /** Acts and states that were met less often than that. */
  rare(least: number): string[] {
    return acts.flatMap((act) => waits.flatMap((one) => (this.of(act, one) < least ? [`${act} ${one}`] : [])));
  }
}
