import type { Random } from "#tests/support/portfolio/random.ts";
import type { LoadFault } from "./crm/faults.ts";
import type { Move } from "./history.ts";
import { moveOf } from "./move-of.ts";

/**
 * Some acts of a tenant that depend on each other, in the order in which that shows: too many to come about by chance. `which`:
 * the scene it is, so that histories that follow each other have them all.
 */
export function scene(random: Random, portfolios: number, tenant: number, which: number): readonly Move[] {
  const at = { tenant, portfolio: random.integer(0, portfolios - 1) };
  const does = (act: string, over: Partial<Move> = {}) => moveOf(random, act, { tenant, ...over });
  const last = (act: string) => does(act, { isLast: true });
  const loads = (act = "load", where = at) => [does(act, where), does("confirm", where)];
  const fails = (fault: LoadFault) => does("fault", { fault });
  const works = (turns = 60) => ({ ...does("work"), turns });
  const resumes = () => does("resume", { aim: "paused" });
  // Some of the bank's debtors are gone by then.
  const leaves = () => [does("night", { turns: 3 }), ...loads(), works()];
  const closes = (isLast: boolean) => does("close_out", { ...at, isLast });
  const erases = () => [does("erase", at), does("erase", at)];
  // Acts within work begin after as many loads as their seed modulo four says.
  const first = 4 * random.integer(0, 250_000);
  const second = first + 1;
  const edited = random.pick(["load_edited", "load_again", "load_filled"]);
  const scenes: readonly (() => readonly Move[])[] = [
    // A close-out beside a later file that has the same people again, in rows that cannot be sent.
    () => [...leaves(), closes(true), ...loads("load_returned"), last("confirm"), works()],
    () => [...leaves(), ...loads("load_returned"), closes(false), last("confirm"), works()],
    // Whoever is gone is erased, and closed.
    () => [...leaves(), ...erases(), closes(true), last("confirm"), works()],
    // What was refused is refused again, or cancelled, and sent once more.
    () => [
      ...[
        does("refuse_debtors"),
        ...loads(random.pick(["load_edited", "load_additions", "load_additions", "load_filled"])),
      ],
      ...[fails("first_refused"), works(), last("retry"), last("confirm")],
      ...(random.chance(0.6) ? [fails("first_refused"), works()] : [does("cancel", { aim: "queued" })]),
      ...[last("retry"), last("confirm"), does("heal"), works(), last("retry"), last("confirm"), works()],
    ],
    // What was cancelled is sent again behind a younger file.
    () => [
      ...[...loads("load_edited"), does("cancel", { aim: "queued" }), does("night"), ...loads()],
      ...[...(random.chance(0.5) ? [works()] : []), last("retry"), last("confirm"), works()],
    ],
    // A backup while something waits.
    () => [
      ...[...loads("load_edited"), ...(random.chance(0.3) ? [does("pause")] : []), does("back_up"), resumes(), works()],
      ...[does("restore"), resumes(), works()],
    ],
    // The CRM's place changes while a load waits that leaves the unchanged out.
    () => [
      ...loads("load_edited"),
      ...(random.chance(0.5) ? [does("pause", { aim: "queued" })] : [fails("throttled"), works(1)]),
      ...[does(random.pick(["set_operation", "set_operation", "set_server"])), resumes(), works()],
    ],
    // What is on its way is to be as it was before.
    () => [
      ...[...loads("load_edited"), does("pause", { aim: "queued" })],
      ...[...loads("load_former"), resumes(), works()],
    ],
    // A call is lost, and what is left is cancelled during the next one, or before it.
    () => [
      ...[...loads("load_edited"), fails("lost_after")],
      ...(random.chance(0.5)
        ? [{ ...works(1), during: [does("cancel", { aim: "sending", seed: second })] }]
        : [works(1), does("cancel", { aim: "sending" })]),
      works(),
    ],
    // Of some debtors nothing has changed but what no lookup shows, and their calls are lost, also when made again.
    () => [
      ...[does("night"), ...loads(), does("fault", { fault: "lost_before", turns: 6 }), works()],
      ...[does("heal"), does("look_up", { aim: "in doubt" }), works()],
    ],
    // Somebody is held who is on the way already, and the call is made again.
    () => [
      ...[...loads(edited), does("hold", at), does("fault", { fault: "throttled", turns: 3 }), works(1)],
      ...[does("hold", at), does("hold", at), does("hold", at), works()],
    ],
    // The CRM is said to duplicate while a load waits that was confirmed when it was said to update.
    () => [
      ...[...leaves(), ...loads(edited), does("pause", { aim: "queued" })],
      ...[does("set_repeats"), does("set_repeats"), resumes(), works()],
      ...[does("set_repeats"), does("resume", { aim: "stopped" }), works()],
    ],
    // The same of a retry of debtors in doubt that waits behind a load that has not begun.
    () => [
      ...[
        does("fail_lookups", { turns: 9 }),
        ...loads("load_edited"),
        does("fault", { fault: "lost_after", turns: 6 }),
      ],
      ...[
        works(),
        ...loads("load_additions"),
        last("retry"),
        last("confirm"),
        does("set_repeats"),
        does("set_repeats"),
      ],
      works(),
    ],
    // What is over is erased while its portfolio goes on, and something waits that rests on it.
    () => [
      ...[...loads("load_edited"), fails("first_refused"), works(), last("retry"), does("set_retention")],
      ...[does("night", { turns: random.pick([3, 5, 8]) }), ...loads(edited), does("sweep"), works()],
      ...[last("retry"), last("confirm"), closes(false), last("confirm"), works()],
    ],
    // A worker dies during a call that arrives, and another takes over what it had.
    () => {
      const kills = () => ({ ...works(4), during: [does("kill", { seed: first })] });
      return [
        ...loads("load_additions"),
        kills(),
        does("wait"),
        works(),
        ...loads(edited),
        kills(),
        does("wait"),
        works(),
      ];
    },
    // Obligations of debtors who stay are closed in the CRM, and of those who left all of them.
    () => [...leaves(), closes(true), last("confirm"), works(), ...leaves(), closes(true), last("confirm"), works()],
    // A tenant is retired with something in doubt that is looked up, and a load to confirm, and reopened.
    () => [
      ...[
        does("fail_lookups", { turns: 9 }),
        ...loads("load_additions"),
        fails("lost_after"),
        works(),
        does("load", at),
      ],
      ...[does("look_up", { aim: "in doubt" }), does("retire"), does("confirm", at), works(4), does("retire"), works()],
    ],
    // Both tenants have something to send when the CRM asks for a wait.
    () => [
      ...[...loads("load_edited"), ...loads("load_edited", { ...at, tenant: 1 - tenant })],
      ...[fails(random.pick(["throttled_minute", "throttled_date", "throttled_long"])), works()],
    ],
  ];
  return scenes[which % scenes.length]?.() ?? [];
}
