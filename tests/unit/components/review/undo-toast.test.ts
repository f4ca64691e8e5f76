import { describe, expect, test } from "vitest";
import { UndoToast } from "#components/review/undo-toast.ts";

/** The toasts that are shown, and the changes that their buttons asked to undo. */
function begun() {
  const shown = new Map<number, { message: string; press: () => void }>();
  const undone: number[] = [];
  let toasts = 0;
  const toast = new UndoToast((change) => undone.push(change), {
    show: (message, { onClick }) => {
      shown.set(++toasts, { message, press: onClick });
      return toasts;
    },
    dismiss: (id) => shown.delete(Number(id)),
  });
  return { toast, undone, messages: () => [...shown.values()].map(({ message }) => message), shown };
}

describe("a toast that offers to undo", () => {
  test("undoes the change that it names", () => {
    const { toast, undone, shown, messages } = begun();
    toast.offer(3, "Two cells pasted", "Undo");
    toast.follow(3);
    expect(messages()).toEqual(["Two cells pasted"]);
    shown.get(1)?.press();
    expect(undone).toEqual([3]);
  });

  test("goes away with any other change, and with the page", () => {
    const { toast, messages } = begun();
    toast.offer(3, "Two cells pasted", "Undo");
    toast.follow(4);
    expect(messages()).toEqual([]);
    toast.offer(5, "Two cells cleared", "Undo");
    toast.offer(6, "Two cells filled", "Undo");
    expect(messages()).toEqual(["Two cells filled"]);
    toast.close();
    expect(messages()).toEqual([]);
  });
});
