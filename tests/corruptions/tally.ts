import { type Verdict, verdicts } from "./verdict/judge.ts";

/** What a worker answers for a share of the cases. */
export interface Share {
  readonly counts: readonly OperatorCount[];
  readonly silent: readonly SilentCase[];
  /** Cases in which no operator found anything to damage. */
  readonly untried: number;
  readonly untouched: UntouchedCount;
}

export interface OperatorCount {
  readonly operator: string;
  readonly verdict: Verdict;
  /** The file was not taken at all; said, but no table to look at. */
  readonly isRefused: boolean;
  readonly count: number;
}

export interface SilentCase {
  readonly number: number;
  /** The one that is enough for it. */
  readonly operator: string;
  /** What shrinking left, for a person to read. */
  readonly shown: readonly string[];
}

export interface UntouchedCount {
  readonly files: number;
  /** Files in which a column had to be placed by hand: what the header score measures. */
  readonly placed: number;
  /** Files that were asked anything else, warned of anything, or refused: by what was told. */
  readonly needless: readonly { readonly number: number; readonly told: readonly string[] }[];
}

/** Operators by verdicts. A case of two operators is counted with the first, a silent wrong with the one that is enough for it. */
export class Tally {
  readonly silent: SilentCase[] = [];
  untried = 0;
  #untouched: UntouchedCount = { files: 0, placed: 0, needless: [] };
  readonly #counts = new Map<string, Map<Verdict | "refused", number>>();

  add({ counts, silent, untried, untouched }: Share): void {
    this.untried += untried;
    for (const { operator, verdict, isRefused, count } of counts) {
      const own = this.#counts.get(operator) ?? new Map<Verdict | "refused", number>();
      this.#counts.set(operator, own.set(verdict, (own.get(verdict) ?? 0) + count));
      if (isRefused) own.set("refused", (own.get("refused") ?? 0) + count);
    }
    this.silent.push(...silent);
    const { files, placed, needless } = this.#untouched;
    this.#untouched = {
      files: files + untouched.files,
      placed: placed + untouched.placed,
      needless: [...needless, ...untouched.needless],
    };
  }

  /** Cases that have a verdict, and those that were not tried: all of them, or the instrument has lost one. */
  get played(): number {
    let sum = this.untried;
    for (const own of this.#counts.values()) for (const verdict of verdicts) sum += own.get(verdict) ?? 0;
    return sum;
  }

  get untouched(): UntouchedCount {
    return this.#untouched;
  }

  /** A table in Markdown, in the order given. */
  table(operators: readonly { readonly name: string; readonly isInvisible?: true }[]): string[] {
    const heads = [...verdicts, "refused"] as const;
    const line = (name: string, cells: readonly (string | number)[]): string => `| ${[name, ...cells].join(" | ")} |`;
    const lines = [
      line("operator", ["exact", "harmless", "said", "silent wrong", "invisible", "of the said refused"]),
      line(
        "---",
        heads.map(() => "---:"),
      ),
    ];
    const sums = heads.map(() => 0);
    for (const { name, isInvisible } of operators) {
      const own = this.#counts.get(name);
      if (own === undefined) continue;
      const cells = heads.map((head) => own.get(head) ?? 0);
      for (const [at, count] of cells.entries()) if (isInvisible !== true) sums[at] = (sums[at] ?? 0) + count;
      lines.push(line(isInvisible === true ? `${name} (invisible)` : name, cells));
    }
    return [...lines, line("**all that leave a trace**", sums)];
  }
}
