import { makeUser, testPassword } from "#tests/support/factories.ts";
import { startChildServer } from "#tests/support/people/child-server.ts";
import { receivedMails } from "#tests/support/people/received-mail.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { startTestStack } from "#tests/support/runs/processes.ts";
import type { Attack, Target } from "./attack.ts";

/** What an action of the account's page answers in a session whose user has just proven who they are. */
async function tryAtOpenPage({ url }: Target, action: string): Promise<string> {
  const { actor } = await makeUser("supervisor");
  const client = await PortalClient.signIn(url, actor.email, testPassword);
  await giveFactor(actor.userId);
  const answer = await client.act("/account/security", action, {});
  return answer.ok ? "done" : answer.code;
}

/** What whoever finds an open page may do to its user's account. */
export const accountAttacks: readonly Attack[] = [
  {
    tried: "account: a second factor removed at an open page, without a code",
    expected: "invalid",
    play: (target) => tryAtOpenPage(target, "removeSecondFactorAction"),
  },
  {
    tried: "account: new recovery codes at an open page, without a code",
    expected: "invalid",
    play: (target) => tryAtOpenPage(target, "renewRecoveryCodesAction"),
  },
  {
    tried: "account: a password changed without its user hearing of it",
    expected: "told by mail",
    play: async () => {
      const mail = await startChildServer("mail-server.ts");
      const stack = await startTestStack({
        workers: 0,
        given: { SMTP_URL: mail.url, MAIL_FROM: "Portal <portal@portal.test>" },
      });
      try {
        const { email = "", password: current = "" } = stack.people.find(({ role }) => role === "supervisor") ?? {};
        const client = await PortalClient.signIn(stack.url, email, current);
        const answer = await client.act("/account/security", "changePasswordAction", {
          current,
          password: "una frase bien larga",
        });
        if (!answer.ok) return answer.code;
        // No answer waits for the mail.
        for (let round = 0; round < 100 && receivedMails(mail.lines).length === 0; round++)
          await client.get("/api/session");
        return receivedMails(mail.lines).some(({ to }) => to.includes(email)) ? "told by mail" : "not told";
      } finally {
        await stack.stop();
        await mail.stop();
      }
    },
  },
];
