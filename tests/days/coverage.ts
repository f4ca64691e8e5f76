import { acts } from "./history.ts";
import { type Waits, waits } from "./waits.ts";

/** What cannot be met, and why. */
const impossible: ReadonlyMap<string, string> = new Map([
  ["correct draft", "before a file is staged nothing of it is left out or refused, so it has no report"],
]);

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
          waits.map((one) => (impossible.has(`${act} ${one}`) ? "-" : this.of(act, one))),
        ),
      ),
    ];
  }

  /** Acts and pending states that were met less often than that, with how often they were. */
  rare(least: number): string[] {
    const pending = waits.filter((one) => one !== "ended");
    const cells = acts.flatMap((act) => pending.map((one) => ({ name: `${act} ${one}`, count: this.of(act, one) })));
    const rare = cells.filter(({ name, count }) => count < least && !impossible.has(name));
    return rare.map(({ name, count }) => `${name} ${count}`);
  }
}
