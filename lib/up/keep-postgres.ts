import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { type Clock, type Kept, type KeptUp, keepUp } from "./keep-up.ts";

export interface KeptPostgres extends Kept {
  readonly server: EmbeddedPostgres;
}

/** Starts a PostgreSQL and keeps it running on the port of its first start, the only one that its users know. */
export async function keepPostgres(
  options: EmbeddedPostgresOptions,
  tell: (line: string) => void,
  clock?: Clock,
): Promise<KeptUp<KeptPostgres>> {
  const first = await startEmbeddedPostgres(options);
  const startAgain = async () =>
    kept(await startEmbeddedPostgres({ ...options, port: first.port, isPortFixed: true }), options.logFile);
  return keepUp({ name: "database", first: kept(first, options.logFile), startAgain, tell, clock });
}

function kept(server: EmbeddedPostgres, logFile: string): KeptPostgres {
  const { process, stop } = server;
  const ended = new Promise<string>((resolve) => {
    const tellEnd = () =>
      resolve(`PostgreSQL ended (${process.signalCode ?? `exit code ${process.exitCode}`}); its log is ${logFile}.`);
    // It may have ended between being ready and this line.
    if (process.exitCode !== null || process.signalCode !== null) tellEnd();
    else process.once("exit", tellEnd);
  });
  return { server, ended, stop };
}
