import type { Refusal, RefusalCode } from "./protocol/refusal.ts";

/** Thrown when a file cannot be read, with the reason that the page shows. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: RefusalCode, params: Refusal["params"] = {}) {
    super(`refused: ${code}`);
    this.name = "Refused";
    this.refusal = { code, params };
  }
}

/** The refusal to show for anything thrown while reading a file; "unexpected" if it is no `Refused`. */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refused) return thrown.refusal;
  return { code: "unexpected", params: { detail: thrown instanceof Error ? thrown.message.slice(0, 200) : "" } };
}
