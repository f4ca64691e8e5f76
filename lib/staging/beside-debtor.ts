import type { NamedElsewhere } from "#lib/database/comparison/remembered.ts";
import { type Beside, obligationsOf } from "#lib/domain/portfolio/comparison/compare-payloads.ts";

/** What the other files of its portfolio say of a debtor. `beside`: the other parts of its set. */
export function besideDebtor(
  named: NamedElsewhere | undefined,
  beside: readonly string[],
  isAdditions: boolean,
): Beside {
  const { inParts = [], gone = [] } = named ?? {};
  const numbers = inParts.map(numbersIn);
  // Of whoever was gone before the set, nothing was there before it.
  const wasThere = (one: NamedElsewhere["gone"][number]) => beside.includes(one.uploadId) && !one.wasBack;
  return {
    isKept: (number) => isAdditions || numbers.some((own) => own === null || own.has(number)),
    before: gone.filter(wasThere).map(({ obligations }) => obligations),
    returning: new Set(
      gone
        .filter((one) => !wasThere(one))
        .flatMap(({ obligations }) => (JSON.parse(obligations) as { id?: string }[]).map(({ id = "" }) => id)),
    ),
  };
}

/** Null where nobody remembers them: what a part may have counts as there. */
function numbersIn({ payload, numbers }: NamedElsewhere["inParts"][number]): { has(number: string): boolean } | null {
  if (payload !== null) return obligationsOf(payload);
  return numbers === null ? null : new Set(JSON.parse(numbers) as string[]);
}
