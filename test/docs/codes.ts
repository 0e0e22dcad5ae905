import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { DispositionCode } from '../../sidecar/domain/acknowledgement.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What our codes look like; codes of X12 and SP-API (`3`, `IA`, `CREATED`) do not. */
const CODE = /^[a-z][a-z0-9]{4,}$|^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

/** Words of other lists that are handed over under the same name: an issue of zod, an answer to a line. */
const NOT_OURS: ReadonlySet<string> = new Set(['custom', ...DispositionCode.options]);

/**
 * Every code that the sidecar gives to an error, refusal, warning or finding, with its places in the
 * source. Read from the syntax tree: a text that is handed over for a parameter called `code`, to
 * whatever function or class has one, or that is put into a property called `code`.
 */
export function codesInSource(): Map<string, string[]> {
  const files = readdirSync(join(ROOT, 'sidecar'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => {
      const path = join('sidecar', name);
      return ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.ES2023, true);
    });
  const takers = new Takers();
  for (const file of files) each(file, (node) => takers.learn(node));
  // Once more: a parameter may be of a function type that stands in a later file.
  for (const file of files) each(file, (node) => takers.learn(node));

  const codes = new Map<string, string[]>();
  for (const file of files) {
    each(file, (node) => {
      for (const expression of givenIn(node, takers)) {
        for (const code of textsOf(expression)) {
          if (!CODE.test(code) || NOT_OURS.has(code)) continue;
          codes.set(code, [...(codes.get(code) ?? []), placeOf(expression)]);
        }
      }
    });
  }
  return codes;
}

/** Which argument of which function, method or class is a code: `bad` the third, `CodecError` the first. */
class Takers {
  readonly #places = new Map<string, Set<number>>();

  placesOf(name: string): ReadonlySet<number> {
    return this.#places.get(name) ?? new Set();
  }

  learn(node: ts.Node): void {
    if (ts.isFunctionLike(node)) {
      const place = node.parameters.findIndex(({ name }) => ts.isIdentifier(name) && name.text === 'code');
      if (place >= 0) this.#add(nameOf(node), place);
    } else if ((ts.isParameter(node) || ts.isPropertySignature(node)) && node.type && ts.isIdentifier(node.name)) {
      // `warn: Warn`: what the type takes, the name takes.
      if (!ts.isTypeReferenceNode(node.type)) return;
      for (const place of this.placesOf(node.type.typeName.getText())) this.#add(node.name.text, place);
    } else if (ts.isVariableDeclaration(node) && node.initializer && ts.isPropertyAccessExpression(node.initializer)) {
      // `const brokenCell = cells.broken`: another name for the same.
      for (const place of this.placesOf(node.initializer.name.text)) this.#add(node.name.getText(), place);
    }
  }

  #add(name: string | undefined, place: number): void {
    if (name !== undefined) this.#places.set(name, new Set([...this.placesOf(name), place]));
  }
}

function nameOf(node: ts.SignatureDeclaration): string | undefined {
  if (ts.isConstructorDeclaration(node)) return node.parent.name?.text;
  if (node.name) return node.name.getText();
  const { parent } = node;
  const isNamed =
    ts.isVariableDeclaration(parent) || ts.isTypeAliasDeclaration(parent) || ts.isPropertySignature(parent);
  return isNamed ? parent.name.getText() : undefined;
}

/** The expressions that a node gives away as codes. */
function givenIn(node: ts.Node, takers: Takers): ts.Expression[] {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
    return [...takers.placesOf(calleeOf(node))].flatMap((place) => node.arguments?.[place] ?? []);
  }
  if (ts.isPropertyAssignment(node) && isCode(node.name)) return [node.initializer];
  if (ts.isShorthandPropertyAssignment(node) && isCode(node.name)) return [node.name];
  if (ts.isPropertyDeclaration(node) && isCode(node.name) && node.initializer) return [node.initializer];
  return [];
}

/** `warn` of `context.warn(…)`; the class above of `super(…)`. */
function calleeOf({ expression }: ts.CallExpression | ts.NewExpression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  if (expression.kind !== ts.SyntaxKind.SuperKeyword) return expression.getText();
  let above: ts.Node = expression;
  while (!ts.isClassDeclaration(above) && !ts.isSourceFile(above)) above = above.parent;
  return ts.isClassDeclaration(above) ? (above.heritageClauses?.[0]?.types[0]?.expression.getText() ?? '') : '';
}

function isCode(name: ts.PropertyName): boolean {
  return ts.isIdentifier(name) && name.text === 'code';
}

/** The texts that an expression may be: itself, both sides of a choice, a constant of the file, a text with a choice in it. */
function textsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce<string[]>(
      (texts, { expression, literal }) =>
        texts.flatMap((text) => textsOf(expression).map((part) => `${text}${part}${literal.text}`)),
      [node.head.text],
    );
  }
  if (!ts.isIdentifier(node)) return [];
  const texts: string[] = [];
  each(node.getSourceFile(), (other) => {
    if (!ts.isVariableDeclaration(other) || !ts.isIdentifier(other.name) || other.name.text !== node.text) return;
    if (other.initializer) texts.push(...textsOf(other.initializer));
  });
  return texts;
}

function each(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => each(child, look));
}

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
