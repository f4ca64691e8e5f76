import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { fromNow } from "#tests/support/from-now.ts";

type Claims = Readonly<Record<string, unknown>>;

/** An OpenID Connect provider in this process that says whatever a test has it say, in a token that is signed. */
export interface LyingProvider {
  readonly url: string;
  /** Settings of a portal that believes it. */
  readonly settings: Readonly<Record<string, string>>;
  /** What it says at the next question: in the id_token, besides the usual claims, and as userinfo. */
  say(answer: { readonly idToken: Claims; readonly userinfo: Claims }): void;
  stop(): Promise<void>;
}

const client = { id: "portal", secret: "a client secret" };

export async function startLyingProvider(): Promise<LyingProvider> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
  let said: { readonly idToken: Claims; readonly userinfo: Claims } = { idToken: {}, userinfo: {} };
  const server = createServer((request, response) => {
    const answers: Readonly<Record<string, () => unknown>> = {
      "/.well-known/openid-configuration": () => ({
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        userinfo_endpoint: `${url}/userinfo`,
        jwks_uri: `${url}/keys`,
      }),
      "/keys": () => ({ keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg: "RS256" }] }),
      "/token": () => ({ access_token: "any", token_type: "Bearer", id_token: tokenOf(said.idToken) }),
      "/userinfo": () => said.userinfo,
    };
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answers[request.url ?? ""]?.() ?? {}));
  });
  const tokenOf = (claims: Claims) => {
    const now = Math.floor(fromNow().getTime() / 1_000);
    const parts = [
      { alg: "RS256", kid: "1" },
      { iss: url, aud: client.id, iat: now, exp: now + 7_200, ...claims },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    url,
    settings: { OIDC_ISSUER: url, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
    say: (answer) => {
      said = answer;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
