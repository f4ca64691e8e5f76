import { randomUUID } from "node:crypto";
import { z } from "zod";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { type BuiltAction, builtActions, builtAddresses } from "#tests/support/browser/built-actions.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { headOf, makePortfolio, makeTeam, stage, testPassword } from "#tests/support/factories.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { type RawAnswer, type RawRequest, rawRequest } from "#tests/support/requests/raw-request.ts";
import { isDeep } from "../support/depth.ts";

const nobodysId = "0193a8f0-0000-7000-8000-000000000001";
const { url } = browserStack();
let admin: PortalClient;
let team: Awaited<ReturnType<typeof makeTeam>>;
let uploadId: string;

test.beforeAll(async () => {
  const { host } = joinBrowserStack();
  team = await makeTeam({ server: host });
  uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(3));
});
test.beforeEach(() => signAdminIn());
test.afterAll(() => closeAll());

async function signAdminIn(): Promise<void> {
  const { email, password } = browserStack().admin;
  admin = await PortalClient.signIn(url, email, password);
}

const send = (path: string, request: RawRequest = {}) => rawRequest(`${url}${path}`, request);

const ours = { origin: url, "sec-fetch-site": "same-origin" };
const signedIn = () => ({ cookie: admin.headers.cookie });

function act({ id, path }: BuiltAction, headers: RawRequest["headers"], input: string): Promise<RawAnswer> {
  const type = { "next-action": id, "content-type": "text/plain;charset=UTF-8" };
  return send(path, { method: "POST", headers: { ...type, ...headers }, body: input });
}

/** What an action returned. React's format has a line for each piece; piece 1 is the value. */
const valueIn = ({ text }: RawAnswer): unknown => JSON.parse(/^1:(.*)$/m.exec(text)?.[1] ?? "null");

const refusalShape = z.object({ ok: z.boolean(), code: z.string().optional() });

const actions = builtActions(nobodysId);
/** For who cannot sign in yet. */
const open = ["askResetAction", "makeFirstAdminAction", "setPasswordAction", "showLinkAction"];

test("every action needs a session and sets nothing without one", async () => {
  expect(actions.length).toBeGreaterThan(20);
  expect(actions.map(({ name }) => name)).toEqual(expect.arrayContaining(open));
  for (const action of actions.filter(({ name }) => !open.includes(name))) {
    const answer = await act(action, ours, JSON.stringify([{ tenantId: team.tenantId, uploadId, locale: "es" }]));
    expect({ name: action.name, value: valueIn(answer) }).toMatchObject({
      name: action.name,
      value: { ok: false, code: "signed_out" },
    });
    expect(answer.cookies).toEqual([]);
  }
});

test("other sites can use no action, route or sign-in", async () => {
  const strangers = [
    {},
    { "sec-fetch-site": "same-origin" },
    { origin: "null" },
    { origin: "http://evil.test" },
    { origin: "http://evil.test", "x-forwarded-host": "evil.test" },
    { ...ours, "sec-fetch-site": "cross-site" },
    { ...ours, "sec-fetch-site": "same-site" },
    { ...ours, "sec-fetch-site": "none" },
  ];
  // In a quick run each of them meets some, and one meets all.
  for (const [at, headers] of strangers.entries()) {
    for (const action of isDeep || at === 0 ? actions : actions.slice(at, at + 3)) {
      const { status, text } = await act(action, { ...signedIn(), ...headers }, "[{}]");
      expect({ action: action.name, headers, status, text }).toMatchObject({ status: 403, text: /forbidden/ });
    }
    const addresses = builtAddresses(nobodysId);
    for (const path of isDeep || at === 0 ? addresses : addresses.slice(at, at + 3)) {
      const { status } = await send(path, { method: "POST", headers: { ...signedIn(), ...headers }, body: "" });
      expect({ path, headers, status }).toMatchObject({ status: 403 });
    }
  }
});

test("no action fails on unexpected input", async () => {
  const inputs = [
    "[]",
    "[null]",
    "[1]",
    '["x"]',
    "[[]]",
    '["$undefined"]',
    '["$n12345678901234567890"]',
    '["$K1"]',
    "{}",
  ];
  const texts = ["\0", "\ud800", "x".repeat(70_000), `${"[".repeat(2_000)}${"]".repeat(2_000)}`];
  const keys =
    "uploadId tenantId customFieldId userId name label note email headers server operation token sha256 locale".split(
      " ",
    );
  const nasty = texts.map((text) => JSON.stringify([Object.fromEntries(keys.map((key) => [key, text]))]));
  for (const [at, action] of actions.entries()) {
    // In a quick run a fifth of the inputs, for each action others.
    for (const input of [...inputs, ...nasty].filter((_, index) => isDeep || index % 5 === at % 5)) {
      const answer = await act(action, { ...ours, ...signedIn() }, input);
      const { code } = refusalShape.parse(valueIn(answer));
      expect({ name: action.name, input: input.slice(0, 80), code }).not.toMatchObject({ code: "unexpected" });
      expect({ name: action.name, input: input.slice(0, 80), code }).not.toMatchObject({ code: "signed_out" });
      // A form without a user is valid input here: it ends the sender's own sessions.
      if (action.name === "endSessionsAction") await signAdminIn();
    }
    // What React cannot parse does not reach our code; the sender gets a digest number.
    for (const input of ["", "x", '["$Sx"]', '["$F1"]', '["$B1"]'].filter((_, index) => isDeep || index === at % 5))
      expect((await act(action, { ...ours, ...signedIn() }, input)).text).toMatch(
        /^(?:\d:.*\n)*1:E\{"digest":"\d+"\}\n$/,
      );
  }
});

test("no page or route fails on an unexpected address", async () => {
  const names =
    "after trail text state scope from to q tab reasons key correct debtors tenantId group format sequence firstRow rowCount error callbackUrl".split(
      " ",
    );
  const values = [
    "%00",
    "%ED%A0%80",
    "%F0%9F%98",
    "300000-01-01",
    "%2B275000-01-01",
    "9999-12-31",
    "-1",
    "2147483648",
    "9".repeat(400),
    "1e999",
    "%27%22%3C",
    "..%2F..",
    "x".repeat(3_000),
    nobodysId,
  ];
  const strange = [...builtAddresses("%00"), ...builtAddresses("x%ED%A0%80")];
  const paths = [...new Set([...builtAddresses(uploadId), ...strange])];
  const visits = [
    ...paths.flatMap((path) => values.map((value) => `${path}?${names.map((name) => `${name}=${value}`).join("&")}`)),
    ...builtAddresses(uploadId).flatMap((path) => names.map((name) => `${path}?${name}=%00`)),
  ]
    .filter((path) => !path.startsWith("/api/health"))
    // A prime, so that what is left out in a quick run is not always the same value.
    .filter((_, index) => isDeep || index % 13 === 0);
  const faults: string[] = [];
  const visit = async () => {
    for (let path = visits.pop(); path !== undefined; path = visits.pop()) {
      const { status } = await send(path, { headers: signedIn() });
      if (status >= 500) faults.push(`${status} ${path.slice(0, 200)}`);
    }
  };
  await Promise.all([visit(), visit(), visit(), visit()]);
  expect(faults).toEqual([]);
});

test("nobody can make the portal scale an image", async () => {
  expect((await send("/_next/image?url=%2Freadme%2Freview.png&w=640&q=75")).status).toBe(404);
});

/** Signs in from a local address while claiming another one. Returns next-auth's whole answer address. */
async function signIn(email: string, password: string, from: string, claimed: string): Promise<string> {
  const headers = { ...ours, "x-forwarded-for": claimed };
  const csrf = await send("/api/auth/csrf", { headers, from });
  const cookie = csrf.cookies.map((each) => each.split(";")[0]).join("; ");
  const form = new URLSearchParams({ csrfToken: JSON.parse(csrf.text).csrfToken, email, password, json: "true" });
  const { text } = await send("/api/auth/callback/credentials", {
    method: "POST",
    headers: { ...headers, cookie, "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
    from,
  });
  return decodeURIComponent(JSON.parse(text).url);
}

const isHeld = (answer: string) => /error=throttled:\d+$/.test(answer);

test("nobody can fake an address or lock others out", async () => {
  const { email } = team.supervisor.actor;
  const answers: string[] = [];
  // Each failure doubles the wait, so that one is held at last on any machine.
  while (answers.length < 12 || !answers.some(isHeld))
    answers.push(await signIn(email, "adivinanza larga", "127.0.0.66", `198.51.100.${answers.length}, <b>1.2.3.4</b>`));
  const looked = answers.filter((answer) => answer.endsWith("error=credentials_wrong"));
  const held = answers.filter(isHeld);
  // Five are looked at, however fast they come; on a slow machine some more come after their wait.
  expect(looked.length).toBeGreaterThanOrEqual(5);
  expect(held.length).toBeGreaterThan(0);
  expect(looked.length + held.length).toBe(answers.length);
  // The victim, whose address the guesser claimed to have.
  expect(await signIn(email, testPassword, "127.0.0.67", "127.0.0.66")).not.toContain("error");
  const entries = await ownerDatabase().auditEntry.findMany({ where: { subject: team.supervisor.actor.userId } });
  expect([...new Set(entries.map(({ address }) => address))].sort()).toEqual(["127.0.0.66", "127.0.0.67"]);
});

test("impossible accounts are answered like wrong ones, without echo", async () => {
  for (const email of ["a\0b@example.com", "\ud800@example.com", "x".repeat(5_000), "", "'\"<b>"])
    expect(await signIn(email, "adivinanza larga", "127.0.0.68", "")).toMatch(
      /\/api\/auth\/error\?error=credentials_wrong$/,
    );
});

test("an unreadable sign-in is a bad request; nonsense cookies are ignored", async () => {
  const csrf = await send("/api/auth/csrf", { headers: ours });
  const { csrfToken } = JSON.parse(csrf.text);
  const cookie = csrf.cookies.map((each) => each.split(";")[0]).join("; ");
  const form = "application/x-www-form-urlencoded";
  const bodies = [
    ["application/json", "{"],
    ["application/json", "null"],
    ["application/json", JSON.stringify({ csrfToken, callbackUrl: {}, email: [], password: 1 })],
    ["application/json", JSON.stringify({ csrfToken, callbackUrl: "nonsense" })],
    [form, `csrfToken=${csrfToken}&callbackUrl=nonsense`],
    [form, `csrfToken=${csrfToken}&callbackUrl=http%3A%2F%2Fevil.test`],
    ["text/plain", "x"],
  ] as const;
  const jars = [
    cookie,
    `${cookie}; next-auth.callback-url=nonsense`,
    "next-auth.csrf-token=%00|; next-auth.session-token=x",
  ];
  for (const [type, body] of bodies) {
    for (const jar of jars) {
      for (const action of ["callback/credentials", "callback/nobody", "signout"]) {
        const headers = { ...ours, cookie: jar, "content-type": type };
        const answer = await send(`/api/auth/${action}`, { method: "POST", headers, body });
        expect({ action, type, body, jar, status: answer.status < 500 }).toMatchObject({ status: true });
        expect(JSON.stringify(answer)).not.toContain("evil.test");
      }
    }
  }
  const healed = await send("/api/auth/csrf", { headers: { ...ours, cookie: "next-auth.callback-url=nonsense" } });
  expect([healed.status, healed.cookies.some((each) => each.includes("nonsense"))]).toEqual([200, false]);
});

test("an action sent to another page still runs, as its sender", async () => {
  const ending = actions.find(({ name }) => name === "endSessionsAction");
  const { email, userId } = team.supervisor.actor;
  const supervisor = await PortalClient.signIn(url, email, testPassword);
  const answer = await send("/debtors", {
    method: "POST",
    headers: { ...ours, ...supervisor.headers, "next-action": ending?.id, "content-type": "text/plain;charset=UTF-8" },
    body: "[{}]",
    from: "127.0.0.69",
  });
  expect(valueIn(answer)).toMatchObject({ ok: true });
  const ended = await ownerDatabase().auditEntry.findMany({ where: { subject: userId, action: "sessions_ended" } });
  expect(ended.map(({ address }) => address)).toContain("127.0.0.69");
});

test("the sign-in page says how long to wait", async ({ page }) => {
  const email = `nadie-${randomUUID()}@example.com`;
  const failure = () => ({ id: randomUUID(), email, address: "127.0.0.1", succeeded: false });
  await ownerDatabase().signInAttempt.createMany({ data: Array.from({ length: 12 }, failure) });
  await page.goto("/sign-in");
  await page.getByLabel("Correo").fill(email);
  await page.locator("input[name=password]").fill("adivinanza larga");
  await page.getByRole("button", { name: "Entrar" }).click();
  // Twelve failures mean 128 s; other failures from this address make it longer, up to 300 s.
  await expect(page.getByText(/Espere unos [2-5] minutos antes de volver a intentarlo/)).toBeVisible();
});
test.use({ allowedErrors: [/401/] });

test("health tells everyone whether, and only admins how", async () => {
  expect(JSON.parse((await send("/api/health")).text)).toEqual({ isHealthy: true });
  const guess = await send("/api/health", {
    headers: { authorization: "Bearer guess", cookie: "next-auth.session-token=x" },
  });
  expect(JSON.parse(guess.text)).toEqual({ isHealthy: true });
  const { email } = team.supervisor.actor;
  const supervisor = await PortalClient.signIn(url, email, testPassword);
  expect(await (await supervisor.get("/api/health")).json()).toEqual({ isHealthy: true });
  expect(await (await admin.get("/api/health")).json()).toMatchObject({ isDatabaseUp: true, schema: "current" });
});

test("a user prepares at most ten uploads at once", async () => {
  const { tenantId, supervisor } = await makeTeam({ server: joinBrowserStack().host });
  const client = await PortalClient.signIn(url, supervisor.actor.email, testPassword);
  const body = JSON.stringify(headOf(makePortfolio(1)));
  const type = { "content-type": "application/json" };
  const start = () => client.post(`/api/uploads?tenantId=${tenantId}`, type, body);
  // With so many at once some find no place to be read in and get "come again" (429).
  const answers = await Promise.all(Array.from({ length: 60 }, start));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(10);
  expect(new Set(statuses)).toEqual(new Set([200, 409, 429]));
  expect((await start()).status).toBe(409);
});
