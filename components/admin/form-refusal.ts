/** Why a form was not saved: a code, and details about single fields. */
export interface FormRefusal {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | readonly string[]>>;
}

/**
 * The code for each field at fault, by field name: `{ password: "common" }`. The path of a part counts for the
 * whole too ("tenantIds.0" → "tenantIds").
 */
export function refusedFields(refusal: FormRefusal | null): ReadonlyMap<string, string> {
  if (refusal === null) return new Map();
  const reason = refusal.params.reason;
  const fallback = typeof reason === "string" ? reason : refusal.code === "conflict" ? "taken" : refusal.code;
  const named = listOf(refusal.params.fields).flatMap((path) => bothOf(path, fallback));
  const explained = listOf(refusal.params.problems).flatMap((problem) => {
    const at = problem.lastIndexOf(":");
    return bothOf(problem.slice(0, at), problem.slice(at + 1));
  });
  return new Map([...named, ...explained]);
}

function bothOf(path: string, code: string): [string, string][] {
  return [
    [path.split(".")[0] ?? path, code],
    [path, code],
  ];
}

function listOf(value: string | number | readonly string[] | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}
