import { createServer } from "node:http";
import Provider from "oidc-provider";

// A real OpenID Connect provider in a process of its own, `node identity-provider.ts PORTAL_URL`: says its issuer. Whoever types
// an email at its sign-in page is that account; `unverified-…` has an email that it has not verified.
const [portalUrl = ""] = process.argv.slice(2);

const server = createServer();
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const issuer = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "portal",
      client_secret: "a client secret",
      redirect_uris: [`${portalUrl}/api/auth/callback/oidc`],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  pkce: { required: () => true },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      email: id.replace(/^other-/, ""),
      email_verified: !id.startsWith("unverified-"),
      name: id,
    }),
  }),
});
server.on("request", provider.callback());
console.log(issuer);
