/** Something could not be stopped; everything else was. */
export class StopFailed extends Error {}

/**
 * Stops in the reverse order of starting, and empties the list. What cannot be stopped does not keep the rest
 * running: throws {@link StopFailed} at the end.
 */
export async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length === 0) return;
  const said = failures.map((error) => (error instanceof Error ? error.message : String(error)));
  throw new StopFailed(`Not everything could be stopped:\n${said.join("\n")}`, { cause: failures[0] });
}
