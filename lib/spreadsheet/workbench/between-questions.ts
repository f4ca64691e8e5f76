/**
 * Milliseconds of work between two looks at what the page has asked: a third of a frame. A garbage collection of a
 * million rows takes up to another half, and together they are to stay within one.
 */
const sliceMs = 5;

/**
 * Runs work that pauses by itself, and lets the worker answer other questions in between. Null if `isWanted`
 * says so after such a break.
 */
export async function betweenQuestions<Result>(
  work: Iterator<void, Result>,
  isWanted: () => boolean,
): Promise<Result | null> {
  for (;;) {
    const until = performance.now() + sliceMs;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await nextTask();
    if (!isWanted()) return null;
  }
}

/** Resolves once messages that have already arrived were taken. A timer would wait for 4 ms each time. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
