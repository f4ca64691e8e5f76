import type { TableProgress } from "#prisma/backup/manifest.ts";

/** Nothing is said of what takes no longer. */
const quietMs = 500;

/** Says how far a table is, on a terminal while it takes, elsewhere once it is done. */
export function printTables(doing: string, output: NodeJS.WriteStream = process.stdout): TableProgress {
  let current = { table: "", since: 0, said: 0 };
  return {
    during(table, bytes) {
      const now = performance.now();
      if (table !== current.table) current = { table, since: now, said: now };
      if (!output.isTTY || now - current.said < quietMs) return;
      current.said = now;
      output.write(`\r${doing} ${table} … ${size(bytes)} `);
    },
    done(table, rows) {
      const now = performance.now();
      const since = table === current.table ? current.since : now;
      if (now - since < quietMs) return;
      const line = `${doing} ${table}: ${counted(rows, "row")}, ${((now - since) / 1000).toFixed(1)} s`;
      output.write(output.isTTY ? `\r${line}          \n` : `${line}\n`);
    },
  };
}

/** "1 row", "1,200 rows", "2 entries". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** A time in milliseconds as people say it, in its largest unit: "3 days", "1.5 s". */
export function spoken(ms: number): string {
  const [days, hours, minutes] = [86_400_000, 3_600_000, 60_000].map((unit) => Math.floor(ms / unit));
  if (days) return counted(days, "day");
  if (hours) return counted(hours, "hour");
  return minutes ? counted(minutes, "minute") : `${(ms / 1000).toFixed(1)} s`;
}

/** Bytes as people read them. */
export function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
