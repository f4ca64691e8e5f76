import { text } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

// A mail server in a process of its own: says where it listens, then one line of JSON for each mail that it took. Its user
// is `portal` with the password `a mail password`.
const server = new SMTPServer({
  disabledCommands: ["STARTTLS"],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, done) =>
    username === "portal" && password === "a mail password"
      ? done(null, { user: username })
      : done(new Error("refused")),
  onData: (stream, { envelope }, done) => {
    text(stream).then((raw) => {
      console.log(JSON.stringify({ to: envelope.rcptTo.map(({ address }) => address), raw }));
      done();
    }, done);
  },
});
server.listen(0, "127.0.0.1", () => {
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  console.log(`smtp://portal:a%20mail%20password@127.0.0.1:${port}`);
});
