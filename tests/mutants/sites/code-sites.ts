import { type ESTree, parseSync, Visitor } from "vite";
import { type Flip, placed, type Range, type Site } from "./site.ts";

const comparisons = new Map([
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
  ["===", "!=="],
  ["!==", "==="],
  ["==", "!="],
  ["!=", "=="],
]);
const sums = new Map([
  ["+", "-"],
  ["-", "+"],
  ["+=", "-="],
  ["-=", "+="],
]);
const logicals = new Map([
  ["&&", "||"],
  ["||", "&&"],
]);

/**
 * Places of a TypeScript file that can be flipped: operators, constants and conditions that run. Texts, types
 * and names are left as they are.
 */
export function codeSites(file: string, text: string): Site[] {
  const { program, comments, errors } = parseSync(file, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  const flips: Flip[] = [];
  const names = new Set<number>();
  let types = 0;

  /** Replaces the operator between two operands, which a comment between them may also contain. */
  const flipOperator = (node: Range, left: Range, right: Range, from: string, to: string | undefined) => {
    if (to === undefined) return;
    const isCode = (at: number) => !comments.some(({ start, end }) => start <= at && at < end);
    let start = text.indexOf(from, left.end);
    while (!isCode(start)) start = text.indexOf(from, start + 1);
    if (start + from.length > right.start) throw new Error(`${file}: no ${from} behind ${left.end}`);
    flips.push({
      flip: `${from} to ${to}`,
      start,
      end: start + from.length,
      replacement: to,
      expression: rangeOf(node),
    });
  };
  const replace = (node: Range, from: string, to: string, flip = `${from} to ${to}`) =>
    flips.push({ flip, ...rangeOf(node), replacement: to, expression: rangeOf(node) });
  const negate = (test: ESTree.Expression) => {
    if (isFlippedAnyway(test)) return;
    replace(test, "", `!(${text.slice(test.start, test.end)})`, "condition negated");
  };

  new Visitor({
    BinaryExpression(node) {
      const { operator, left, right } = node;
      flipOperator(node, left, right, operator, comparisons.get(operator));
      if (!isText(left) && !isText(right)) flipOperator(node, left, right, operator, sums.get(operator));
    },
    AssignmentExpression(node) {
      const { operator, left, right } = node;
      if (!isText(right)) flipOperator(node, left, right, operator, sums.get(operator));
    },
    LogicalExpression(node) {
      flipOperator(node, node.left, node.right, node.operator, logicals.get(node.operator));
    },
    UnaryExpression(node) {
      const { operator, argument } = node;
      // Of "!!x" only the outer one: without the inner one it would be the same mutant.
      if (operator !== "!" || text[node.start - 1] === "!") return;
      replace(node, "", text.slice(argument.start, argument.end), "! dropped");
    },
    IfStatement(node) {
      negate(node.test);
    },
    ConditionalExpression(node) {
      negate(node.test);
    },
    Property(node) {
      if (!node.computed) names.add(node.key.start);
    },
    PropertyDefinition(node) {
      if (!node.computed) names.add(node.key.start);
    },
    TSLiteralType() {
      types += 1;
    },
    "TSLiteralType:exit"() {
      types -= 1;
    },
    Literal(node) {
      if (types > 0 || names.has(node.start)) return;
      const { value, raw } = node;
      if (typeof value === "boolean") replace(node, String(value), String(!value));
      if (typeof value === "number") replace(node, raw ?? "", String(value + 1));
      if (typeof value === "bigint") replace(node, raw ?? "", `${value + 1n}n`);
    },
  }).visit(program);
  return placed(file, text, flips);
}

const rangeOf = ({ start, end }: Range): Range => ({ start, end });

const isText = ({ type, ...node }: ESTree.Expression | ESTree.AssignmentTarget | ESTree.PrivateInExpression["left"]) =>
  type === "TemplateLiteral" || ("value" in node && typeof node.value === "string");

/** Whether another flip gives the same mutant as the negated condition. */
const isFlippedAnyway = (test: ESTree.Expression): boolean =>
  (test.type === "UnaryExpression" && test.operator === "!") ||
  (test.type === "BinaryExpression" && /^[!=]==?$/.test(test.operator));
