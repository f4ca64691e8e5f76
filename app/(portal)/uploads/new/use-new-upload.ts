"use client";

import { useCallback, useMemo, useReducer, useState } from "react";
import type { ReviewSource } from "#components/review/review-source.ts";
import { markOf } from "#components/upload/kept/begun-with.ts";
import { useKeeping } from "#components/upload/kept/use-keeping.ts";
import { fetchingState, wizardReducer } from "#components/upload/wizard-state.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { WorkbenchClient, WorkbenchRefusal } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { type Beginning, nameOf } from "./beginning.ts";
import { blockSourceOf } from "./block-source-of.ts";
import { debtorSourceOf } from "./debtor-source-of.ts";
import { HeldPeople } from "./held-people.ts";
import { isAbort } from "./is-abort.ts";
import { useChecking } from "./use-checking.ts";
import { useReading } from "./use-reading.ts";
import { useStaging } from "./use-staging.ts";

/** The state of a new upload and everything that changes it. One workbench from beginning to end. */
export function useNewUpload(
  userId: string,
  tenant: TenantView,
  newestFields: readonly Field[],
  beginning: Beginning,
  begunFor: string | null,
) {
  const [state, dispatch] = useReducer(wizardReducer, fetchingState(nameOf(beginning)));
  const [client] = useState(() => new WorkbenchClient());
  const heldPeople = useMemo(() => new HeldPeople(client, tenant.id), [client, tenant.id]);
  // A refresh of the page brings equal fields as new objects, but the wizard must keep one set from beginning
  // to end; the server compares them.
  const [fields] = useState(newestFields);
  const [isChanging, setChanging] = useState(false);
  const { country, currency } = tenant;
  const begunWith = beginning.kind === "failures" ? markOf(beginning.failures) : undefined;
  const { keeper, status: keeping } = useKeeping({ userId, tenant, fields, client, begunWith }, state);

  const onFault = useCallback((error: unknown) => {
    if (error instanceof WorkbenchRefusal) dispatch({ type: "workbench_lost", refusal: error.refusal });
    else if (!isAbort(error)) throw error;
  }, []);

  const source = useMemo(
    (): ReviewSource => ({
      window: (input) => client.ask("window", input),
      nextIssue: (input) => client.ask("nextIssue", input),
      columnSummary: (column) => client.ask("columnSummary", { column }),
      asideWindow: (input) => client.ask("asideWindow", input),
      takeIn: (takenIn, onProgress) => client.ask("takeIn", { takenIn: takenIn ?? null }, { onProgress }),
      edit: (edits) => client.ask("edit", { edits }),
      proposals: (reason) => client.ask("proposals", reason),
      forecast: (input, signal) => client.ask("forecast", input, { signal }),
      cure: (change, onProgress, signal) => client.ask("cure", { change }, { onProgress, signal }),
      travel: (direction, onProgress, signal) => client.ask("travel", { direction }, { onProgress, signal }),
      find: (input, onProgress, signal) => client.ask("find", input, { onProgress, signal }),
      replace: (input, onProgress, signal) => client.ask("replace", input, { onProgress, signal }),
      holdAgain: (among, onProgress) => heldPeople.askAgain(among, onProgress),
      ...blockSourceOf(client),
      ...debtorSourceOf(client),
    }),
    [client, heldPeople],
  );

  const summarise = useCallback(
    (column: number, mapping: Mapping) =>
      client.ask("columnSummary", { column, context: { fields, mapping, country, currency } }),
    [client, fields, country, currency],
  );

  const reads = useReading({ userId, client, tenant, fields, begunFor, beginning, keeper, state, dispatch });

  useChecking({ client, heldPeople, tenant, fields, state, dispatch });
  const staging = useStaging({ client, tenant, fields, state, dispatch });

  return {
    state,
    dispatch,
    source,
    summarise,
    onFault,
    isChanging,
    setChanging,
    keeping,
    keeper,
    ...reads,
    ...staging,
  };
}
