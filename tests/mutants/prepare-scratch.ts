import { runLimited } from "./run-limited.ts";

const generate = `const { generateClient, isClientGenerated } = await import("#lib/up/build-portal.ts");
if (!isClientGenerated()) await generateClient();`;

/** What is made of the sources and not in git: the database client, and the types of routes. */
export async function prepareScratch(root: string): Promise<void> {
  for (const args of [
    ["--input-type=module", "--eval", generate],
    ["node_modules/next/dist/bin/next", "typegen"],
  ]) {
    const { code, output } = await runLimited(root, args, {}, 600_000);
    if (code !== 0) throw new Error(output);
  }
}
