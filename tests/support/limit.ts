/**
 * How long a test, a hook or a wait for an event may take before it counts as hanging: the same everywhere, and
 * longer than any of them takes on a slow and busy machine. What must be quick is measured by the benches.
 */
export const limitMs = 300_000;
