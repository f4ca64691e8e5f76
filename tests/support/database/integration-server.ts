import type { TestProject } from "vitest/node";
import { refuseUntoldMoves } from "../told-moves.ts";
import { startTestServer } from "./database.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServerUrl: string;
    testServerLog: string;
  }
}

/** One server for the whole run of the integration project. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(undefined, refuseUntoldMoves);
  project.provide("testServerUrl", server.postgres.url("postgres"));
  project.provide("testServerLog", server.log);
  return () => server.stop();
}
