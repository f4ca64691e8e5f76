import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { confirmedFor, type Load, until, untilFinished, viewOf } from "../load.ts";
import { reckon } from "../reckoning.ts";
import type { Scenario } from "../scenario.ts";

export const repeatedSending: Scenario = {
  name: "a CRM that is known to update: lost batches are sent once more, as they were, and no more often",
  guardedBy: ["tests/integration/run/read-back.test.ts", "tests/integration/run/worker-process.test.ts"],
  async play({ arena, fleet, random, scale, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 100 });
    await arena.control.setFaults([
      { match: { endpoint: "massive_collections", nthRequest: 3 }, action: { do: "reset", when: "after_applying" } },
      { match: { endpoint: "massive_collections", nthRequest: 5 }, action: { do: "hang", isApplied: true } },
      { match: { endpoint: "massive_collections", nthRequest: 8 }, action: { do: "html", isApplied: true } },
      { match: { endpoint: "massive_collections", nthRequest: 11 }, action: { do: "wrong_sums", inserts: 3 } },
    ]);
    injected(4);
    const loads: Load[] = [];
    for (let n = 0; n < 2; n++)
      loads.push(
        watch(await confirmedFor(arena.sandbox.host, 300 * scale, { callsAtOnce: 2, repeatBehaviour: "updates" })),
      );
    const isOver = async () => (await Promise.all(loads.map(viewOf))).every(({ state }) => state === "finished");
    for (let kills = 0; kills < 3 * scale && !(await isOver()); kills++) {
      await sleep(random.integer(500, 2_000));
      await fleet.replace(random, "SIGKILL");
      injected();
      const { lost, doubled, wronglyAccepted } = await reckon(arena.control, loads);
      assert.deepEqual([lost, doubled, wronglyAccepted], [0, 0, 0], "amid the run");
    }
    await untilFinished(loads);
    const times = [
      ...Map.groupBy(await arena.control.ledger(), (one) => `${one.operation} ${one.identification}`).values(),
    ];
    assert.ok(
      times.some((written) => written.length === 2),
      "somebody was written once more",
    );
    assert.ok(
      times.every((written) => written.length <= 2),
      "nobody was written three times",
    );
    for (const load of loads) {
      await readBackUpload(load.supervisor, { uploadId: load.uploadId });
      await until("all have an outcome", async () => (await viewOf(load)).groups.unconfirmed.debtors === 0);
      assert.equal((await viewOf(load)).groups.accepted.debtors, 300 * scale);
    }
  },
};
