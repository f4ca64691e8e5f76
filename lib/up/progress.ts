/** Reports what is being done, one line per step, with its seconds at the end. */
export interface Progress {
  step<T>(what: string, work: () => Promise<T>): Promise<T>;
  say(line: string): void;
}

/** On a terminal the seconds of the running step count up; elsewhere (a log) each step is one final line. */
export function printProgress(output: NodeJS.WriteStream = process.stdout): Progress {
  let isInStep = false;
  return {
    // A message during a running step starts on its own line.
    say: (line) => void output.write(`${isInStep ? "\n" : ""}${line}\n`),
    async step(what, work) {
      const started = performance.now();
      const seconds = () => `${((performance.now() - started) / 1000).toFixed(1)} s`;
      output.write(`${what} … `);
      isInStep = true;
      const ticking = output.isTTY ? setInterval(() => output.write(`\r${what} … ${seconds()} `), 1000) : undefined;
      const end = (word: string) => {
        clearInterval(ticking);
        isInStep = false;
        output.write(output.isTTY ? `\r${what} … ${word}   \n` : `${word}\n`);
      };
      try {
        const result = await work();
        end(seconds());
        return result;
      } catch (error) {
        end("failed");
        throw error;
      }
    },
  };
}
