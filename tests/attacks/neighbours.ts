import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
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

/** What one user sends so many times at once, as a program would, while another one opens a page again and again. */
function beside(count: number, what: string, once: (neighbour: Neighbour, at: number) => Promise<unknown>): Attack {
  return {
    tried: `bounds: ${count} ${what} at once, while another user opens pages`,
    expected: `at most ${bar} ms more`,
    async play(target) {
      const reader = await signIn(target, 3);
      const neighbour = await signIn(target, 5_000);
      const flooded = () => Promise.all(Array.from({ length: count }, (_, at) => once(neighbour, at)));
      // In a portal that has just started the first ones load and compile what they need.
      await flooded();
      const alone = [];
      for (let visit = 0; visit < 10; visit++) alone.push(await opening(reader.client));
      let isOver = false;
      const over = flooded().finally(() => {
        isOver = true;
      });
      const during = [];
      while (!isOver) during.push(await opening(reader.client));
      await over;
      const more = Math.max(...during) - middle(alone);
      return more <= bar ? `at most ${bar} ms more` : `${Math.round(more)} ms more, at the worst of ${during.length}`;
    },
  };
}

/** A megabyte, to an action that takes a filter's name and query. */
function sendArguments(text: string): (neighbour: Neighbour) => Promise<unknown> {
  return async ({ client }) => {
    const [action] = builtActions("x").filter(({ name }) => name === "saveFilterAction");
    const headers = { "next-action": action?.id ?? "", "content-type": "text/plain;charset=UTF-8" };
    return (await client.post("/uploads", headers, text)).text();
  };
}

/** What one user does to the others. */
export const neighbours: readonly Attack[] = [
  beside(200, "pages", ({ client, uploadId }) => read(client, `/uploads/${uploadId}`)),
  beside(200, "exports", ({ client, uploadId }) =>
    read(client, `/api/uploads/${uploadId}/report?group=not_sent&format=xlsx`),
  ),
  beside(20, "actions with deep brackets", sendArguments(`${"[".repeat(500_000)}${"]".repeat(500_000)}`)),
  beside(20, "actions with many brackets", sendArguments(`[${"[],".repeat(333_000)}[]]`)),
  beside(20, "actions with a long number", sendArguments(`["$n${"7".repeat(1_000_000)}"]`)),
  beside(40, "sign-ins", ({ url }, at) =>
    PortalClient.signIn(url, `nobody-${at}@example.com`, "una frase bien larga").catch(() => "refused"),
  ),
];

async function signIn({ url, sandboxUrl = "" }: Target, debtors: number): Promise<Neighbour> {
  const { supervisor, tenantId } = await makeTeam({ server: new URL(sandboxUrl).host });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(debtors));
  await cancelUpload(supervisor, { uploadId });
  return { client: await PortalClient.signIn(url, supervisor.actor.email, testPassword), uploadId, url };
}

/** How long a page takes, to its last byte, in milliseconds. */
async function opening(client: PortalClient): Promise<number> {
  const since = performance.now();
  if ((await read(client, "/uploads")) !== 200) throw new Error("a page was refused");
  return performance.now() - since;
}

/** 200, or 429 for one too many. */
async function read(client: PortalClient, path: string): Promise<number> {
  const answer = await client.get(path);
  await answer.arrayBuffer();
  if (answer.status !== 200 && answer.status !== 429) throw new Error(`${path} answered ${answer.status}`);
  return answer.status;
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
