import { useFormatter } from "use-intl";

/** "2 y 3". */
export function useNumbers(numbers: readonly number[]): string {
  const format = useFormatter();
  return format.list(numbers.map((number) => format.number(number)));
}
