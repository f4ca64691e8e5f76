import type { Act } from "./act.ts";
import { choose, confirm, confirmAndCancel, confirmStale, confirmTwice } from "./confirm.ts";
import { failLookups, fault, heal, refuseDebtors } from "./crm.ts";
import { correct, lookUp, makeCloseOut, retry, state } from "./follow-up.ts";
import { cancel, pause, resume } from "./line.ts";
import {
  begin,
  discard,
  finish,
  load,
  loadAdditions,
  loadAgain,
  loadEdited,
  loadFilled,
  loadFormer,
  loadReturned,
} from "./load.ts";
import { erase, hold, stopHolding } from "./people.ts";
import {
  loseToken,
  setBatches,
  setLanes,
  setMasking,
  setObligations,
  setOperation,
  setRepeats,
  setServer,
  setToken,
} from "./settings.ts";
import { backUp, kill, night, restore, sweep, wait } from "./time.ts";

/** By the names that histories have; work is played by the history itself. */
export const allActs: Readonly<Record<string, Act>> = {
  load,
  load_edited: loadEdited,
  load_filled: loadFilled,
  load_again: loadAgain,
  load_former: loadFormer,
  load_returned: loadReturned,
  load_additions: loadAdditions,
  begin,
  finish,
  discard,
  choose,
  confirm,
  confirm_stale: confirmStale,
  confirm_twice: confirmTwice,
  confirm_and_cancel: confirmAndCancel,
  pause,
  resume,
  cancel,
  retry,
  correct,
  look_up: lookUp,
  state,
  close_out: makeCloseOut,
  hold,
  end_hold: stopHolding,
  erase,
  set_repeats: setRepeats,
  set_obligations: setObligations,
  set_token: setToken,
  lose_token: loseToken,
  set_server: setServer,
  set_operation: setOperation,
  set_batches: setBatches,
  set_lanes: setLanes,
  set_masking: setMasking,
  fault,
  refuse_debtors: refuseDebtors,
  fail_lookups: failLookups,
  heal,
  wait,
  night,
  sweep,
  kill,
  back_up: backUp,
  restore,
};
