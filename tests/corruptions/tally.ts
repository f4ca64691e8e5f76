import { type Verdict, verdicts } from "./verdict/judge.ts";

/** What a thread returns for its share of the cases. */
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
  /** The file was refused: that counts as said, but there was no table to look at. */
  readonly isRefused: boolean;
  readonly count: number;
}

export interface SilentCase {
  readonly number: number;
  /** The operator that suffices for it. */
  readonly operator: string;
  /** A description of the shrunk case, for a person to read. */
  readonly shown: readonly string[];
}

export interface UntouchedCount {
  readonly files: number;
  /** Files in which a column had to be placed by hand, which is what the header score measures. */
  readonly placed: number;
  /** Files with any other question, a notice, an issue or a refusal, with what was reported. */
  readonly needless: readonly { readonly number: number; readonly told: readonly string[] }[];
}

/**
 * Verdicts by operator. A case of two operators counts for the first, a silent wrong for the one that
 * suffices for it.
 */
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

  /** Cases with a verdict plus cases not tried. If the sum is not all cases, the instrument has lost one. */
  get played(): number {
    let sum = this.untried;
    for (const own of this.#counts.values()) for (const verdict of verdicts) sum += own.get(verdict) ?? 0;
    return sum;
  }

  get untouched(): UntouchedCount {
    return this.#untouched;
  }

  /** A Markdown table of the operators, in the order given. */
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
