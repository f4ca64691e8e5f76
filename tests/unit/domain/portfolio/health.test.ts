import { describe, expect, test } from "vitest";
import {
  compareHealth,
  healthOf,
  healths,
  type PortfolioMorning,
  type PortfolioUpload,
} from "#lib/domain/portfolio/morning/health.ts";

const today = "2026-11-27";
const yesterday = "2026-11-26";
const nine = new Date("2026-11-27T14:00:00Z");
const dueToday = { day: today, at: nine };
const dueYesterday = { day: yesterday, at: new Date("2026-11-26T14:00:00Z") };

const load = (of: Partial<PortfolioUpload> = {}): PortfolioUpload => ({
  id: "load",
  day: today,
  state: "finished",
  completeness: "whole",
  isOdd: false,
  isFollowUp: false,
  isBlocked: false,
  loadKind: "whole",
  partsMissing: 0,
  setWith: [],
  ...of,
});
const morning = (uploads: readonly PortfolioUpload[], of: Partial<PortfolioMorning> = {}): PortfolioMorning => ({
  today,
  due: dueToday,
  ahead: null,
  uploads,
  ...of,
});
const early = { due: dueYesterday, ahead: dueToday };

describe("a portfolio's word", () => {
  test.each<[string, PortfolioMorning, string, string | null]>([
    ["without the load that is due", morning([load({ day: yesterday })]), "late", null],
    ["without any load at all", morning([]), "late", null],
    ["late although yesterday's is being sent", morning([load({ day: yesterday, state: "running" })]), "late", null],
    ["for an odd draft", morning([load({ state: "staged", isOdd: true, completeness: "none" })]), "odd", "load"],
    ["for an explained draft", morning([load({ state: "staged", completeness: "none" })]), "to_confirm", "load"],
    ["for a confirmed load that was odd", morning([load({ isOdd: true })]), "loaded", "load"],
    ["for a load that a person must resume", morning([load({ state: "paused" })]), "stopped", "load"],
    ["for a load that stopped by itself", morning([load({ state: "stopped" })]), "stopped", "load"],
    ["for a load that waits in line", morning([load({ state: "queued" })]), "sending", "load"],
    ["for rejected debtors", morning([load({ completeness: "part" })]), "in_part", "load"],
    ["for a cancelled run", morning([load({ state: "cancelled", completeness: "none" })]), "in_part", "load"],
    [
      "for rejected debtors of the first part of a set",
      morning([
        load({ id: "two", loadKind: "part", setWith: ["one"] }),
        load({ id: "one", loadKind: "part", completeness: "part" }),
      ]),
      "in_part",
      "one",
    ],
    [
      "for a set without rejected debtors after one with some",
      morning([
        load({ id: "two", loadKind: "part", setWith: ["one"] }),
        // When it came, the set still waited for a part.
        load({ id: "one", loadKind: "part", partsMissing: 1 }),
        load({ id: "older", loadKind: "part", completeness: "part" }),
      ]),
      "loaded",
      "two",
    ],
    [
      "for a part that additions do not bring",
      morning([
        load({ id: "more", loadKind: "additions", partsMissing: 1 }),
        load({ loadKind: "part", partsMissing: 1 }),
      ]),
      "in_part",
      "more",
    ],
    [
      "for rejected debtors of the load that additions follow",
      morning([load({ id: "more", loadKind: "additions" }), load({ completeness: "part" })]),
      "in_part",
      "load",
    ],
    [
      "for a draft that additions do not replace",
      morning([load({ id: "more", loadKind: "additions" }), load({ state: "staged", completeness: "none" })]),
      "to_confirm",
      "load",
    ],
    [
      "for a part that waits beside a confirmed one",
      morning([load({ id: "second", loadKind: "part" }), load({ state: "staged", loadKind: "part" })]),
      "to_confirm",
      "load",
    ],
    ["for a part still to come", morning([load({ partsMissing: 1 })]), "in_part", "load"],
    ["for a whole load of today", morning([load()]), "loaded", "load"],
    ["for a load before its hour", morning([load()], early), "loaded", "load"],
    ["before the hour", morning([load({ day: yesterday })], early), "expected", "load"],
    ["on a day off", morning([load({ day: yesterday })], { due: dueYesterday }), "not_today", "load"],
    ["of a new portfolio expected at no hour", morning([], { due: null }), "not_today", null],
  ])("%s", (_, facts, health, uploadId) => {
    expect(healthOf(facts)).toEqual({ health, uploadId });
  });

  test("is about the retry while one is under way", () => {
    const retry = load({ id: "retry", state: "running", isFollowUp: true, completeness: "none" });
    expect(healthOf(morning([retry, load({ completeness: "part" })]))).toEqual({
      health: "sending",
      uploadId: "retry",
    });
  });

  test("does not take a retry for the load that is due", () => {
    const retry = load({ id: "retry", isFollowUp: true });
    expect(healthOf(morning([retry, load({ day: yesterday })])).health).toBe("late");
  });

  test("is about no close-out that can only be discarded", () => {
    const closeOut = load({ id: "closeOut", state: "staged", isFollowUp: true, isBlocked: true });
    const facts = morning([closeOut, load({ state: "cancelled", completeness: "part" })]);
    expect(healthOf(facts)).toEqual({ health: "in_part", uploadId: "load" });
  });

  test("has a close-out that nobody can send any more stopped, behind what can go on", () => {
    const dead = load({ id: "dead", state: "queued", isFollowUp: true, isBlocked: true });
    const going = load({ id: "going", state: "running" });
    const paused = load({ id: "paused", state: "paused" });
    expect(healthOf(morning([dead, going]))).toEqual({ health: "stopped", uploadId: "dead" });
    expect(healthOf(morning([dead, paused]))).toEqual({ health: "stopped", uploadId: "paused" });
  });

  test("forgets a draft that a younger load overtook", () => {
    const forgotten = load({ id: "forgotten", state: "staged", isOdd: true, day: yesterday });
    expect(healthOf(morning([load(), forgotten]))).toEqual({ health: "loaded", uploadId: "load" });
  });

  test("is the worst of all that apply", () => {
    const facts = morning([
      load({ id: "draft", state: "staged" }),
      load({ id: "held", state: "stopped", day: yesterday }),
      load({ id: "odd", state: "staged", isOdd: true, isFollowUp: true }),
    ]);
    expect(healthOf(facts)).toEqual({ health: "stopped", uploadId: "held" });
  });
});

test("words are ordered from worst to best", () => {
  expect([...healths].reverse().sort(compareHealth)).toEqual(healths);
  expect(compareHealth("late", "not_today")).toBeLessThan(0);
});
