import { builtActions } from "#tests/support/browser/built-actions.ts";
import { makePortfolio, makeTeam, stage, testPassword } from "#tests/support/factories.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import type { Attack, Target } from "./attack.ts";

/** The most that a page may take longer, in milliseconds, because of what another user does meanwhile. */
const bar = 300;

interface Neighbour {
  readonly client: PortalClient;
  readonly uploadId: string;
  readonly url: string;
}

/** What one user sends at once, as a program would, while another one opens a page again and again. */
function beside(what: string, flood: (neighbour: Neighbour) => Promise<unknown>[]): Attack {
  return {
    tried: `bounds: ${what} at once, while another user opens pages`,
    expected: `at most ${bar} ms more`,
    async play(target) {
      const reader = await signIn(target, 3);
      const neighbour = await signIn(target, 5_000);
      // The first ones compile what they need.
      for (let visit = 0; visit < 5; visit++) await opening(reader.client);
      const alone = [];
      for (let visit = 0; visit < 10; visit++) alone.push(await opening(reader.client));
      let isOver = false;
      const flooded = Promise.allSettled(flood(neighbour)).then(() => (isOver = true));
      const during = [];
      while (!isOver) during.push(await opening(reader.client));
      await flooded;
      const more = Math.max(...during) - middle(alone);
      return more <= bar ? `at most ${bar} ms more` : `${Math.round(more)} ms more, at the worst of ${during.length}`;
    },
  };
}

const pagesAtOnce = 200;

/** What one user does to the others, and to the disk. */
export const neighbours: readonly Attack[] = [
  beside(`${pagesAtOnce} pages`, ({ client, uploadId }) =>
    times(pagesAtOnce, () => read(client, `/uploads/${uploadId}`)),
  ),
  beside(`${pagesAtOnce} exports`, ({ client, uploadId }) =>
    times(pagesAtOnce, () => read(client, `/api/uploads/${uploadId}/report?group=accepted&format=xlsx`)),
  ),
  beside("20 actions with a megabyte of brackets", ({ client }) => {
    const [action] = builtActions("x").filter(({ name }) => name === "saveFilterAction");
    const headers = { "next-action": action?.id ?? "", "content-type": "text/plain;charset=UTF-8" };
    const body = `${"[".repeat(500_000)}${"]".repeat(500_000)}`;
    return times(20, async () => (await client.post("/uploads", headers, body)).text());
  }),
  beside("40 sign-ins", ({ url }) =>
    times(40, (at) => PortalClient.signIn(url, `nobody-${at}@example.com`, "una frase bien larga")),
  ),
];

async function signIn({ url, sandboxUrl = "" }: Target, debtors: number): Promise<Neighbour> {
  const { supervisor, tenantId } = await makeTeam({ server: new URL(sandboxUrl).host });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(debtors));
  return { client: await PortalClient.signIn(url, supervisor.actor.email, testPassword), uploadId, url };
}

/** How long a page takes, to its last byte, in milliseconds. */
async function opening(client: PortalClient): Promise<number> {
  const since = performance.now();
  const answer = await read(client, "/uploads");
  if (answer !== 200) throw new Error(`a page answered ${answer}`);
  return performance.now() - since;
}

async function read(client: PortalClient, path: string): Promise<number> {
  const answer = await client.get(path);
  await answer.arrayBuffer();
  return answer.status;
}

function times<T>(count: number, one: (at: number) => Promise<T>): Promise<T>[] {
  return Array.from({ length: count }, (_, at) => one(at));
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
