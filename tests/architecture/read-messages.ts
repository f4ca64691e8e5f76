import { parseSync } from "vite";
import { isNamed, isNode, type Node, walk } from "./read-source.ts";

/** What a file has to do with the catalogue of messages. */
export interface MessagesOfFile {
  /** The parts that its components ask for. */
  readonly asked: readonly string[];
  /** The parts that it sends to the browser. */
  readonly declared: readonly string[];
}

const asking = "useTranslations";
const taking = "useMessages";
const declaring = ["withMessages", "pickMessages"];

/** Reads which parts of the catalogue a file asks for with hooks, and which it declares for its page. */
export function readMessages(path: string, text: string): MessagesOfFile {
  const asked: string[] = [];
  const declared: string[] = [];
  // A provider takes all there are, to hand them on.
  if (text.includes("<IntlProvider")) return { asked, declared };
  if (![asking, taking, ...declaring].some((name) => text.includes(name))) return { asked, declared };
  let taken = 0;
  let understood = 0;
  walk(parseSync(path, text).program, (node) => {
    if (isCallOf(node, asking)) asked.push(...texts(node.arguments, path));
    if (declaring.some((name) => isCallOf(node, name))) declared.push(...texts(node.arguments, path, true));
    if (isCallOf(node, taking)) taken += 1;
    const parts = partsTaken(node);
    if (parts.length > 0) understood += 1;
    asked.push(...parts);
  });
  if (taken !== understood) throw new Error(`${path}: which messages are taken must be written beside ${taking}()`);
  return { asked, declared };
}

/** `useMessages().fields`, or `const { reasons } = useMessages()`. */
function partsTaken(node: Node): string[] {
  if (node.type === "MemberExpression" && isCallOf(node.object, taking) && isNode(node.property))
    return [String(node.property.name)];
  if (node.type !== "VariableDeclarator" || !isCallOf(node.init, taking) || !isNode(node.id)) return [];
  const { properties } = node.id;
  if (!Array.isArray(properties)) return [];
  return properties.flatMap((property: unknown) =>
    isNode(property) && isNode(property.key) ? [String(property.key.name)] : [],
  );
}

function isCallOf(node: unknown, name: string): node is Node {
  return isNode(node) && node.type === "CallExpression" && isNamed(node.callee, name);
}

/** All texts in a call's arguments: one of two may be chosen. */
function texts(args: unknown, path: string, mayBeNone = false): string[] {
  const found: string[] = [];
  walk(args, (node) => {
    if (node.type === "Literal" && typeof node.value === "string") found.push(node.value);
  });
  if (found.length === 0 && !mayBeNone) throw new Error(`${path}: ${asking} without a name in quotes`);
  return found;
}
