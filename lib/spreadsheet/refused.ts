import type { Refusal, RefusalCode } from "./protocol/refusal.ts";

/** Ends the reading of a file that cannot be read, with the reason that the page shows. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(code: RefusalCode, params: Refusal["params"] = {}) {
    super(`refused: ${code}`);
    this.name = "Refused";
    this.refusal = { code, params };
  }
}

/** What to tell of anything thrown while a file was read. */
export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refused) return thrown.refusal;
  return { code: "unexpected", params: { detail: thrown instanceof Error ? thrown.message.slice(0, 200) : "" } };
}
