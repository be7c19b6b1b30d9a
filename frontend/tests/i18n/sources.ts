import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const FOLDERS = ['app', 'components', 'contexts', 'lib']
const SHOWN = new Set(['t', 'rich'])
const KEPT = 'msg'

export interface Found {
  texts: Set<string>
  /** Where a text is put together by the code, which no translation can follow. */
  unreadable: string[]
}

const parse = (path: string) =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)

export const sourceFiles = (): string[] =>
  FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  )

/** What the server says and `lib/said.ts` shows, as `make generate` has found it. */
const serverTexts = () => JSON.parse(readFileSync('tests/i18n/server-texts.json', 'utf8')) as string[]

/** Every English text that the dashboard shows with `t()` or `rich()`, or keeps for them with `msg()`. */
export function findTexts(): Found {
  const found: Found = { texts: new Set(serverTexts()), unreadable: [] }
  for (const path of sourceFiles()) visit(parse(path), path, found)
  return found
}

function visit(node: ts.Node, path: string, found: Found): void {
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
    const [text] = node.arguments
    if (text && node.expression.text === KEPT) collect(text, found)
    if (text && SHOWN.has(node.expression.text)) shown(text, path, found)
  }
  ts.forEachChild(node, (child) => visit(child, path, found))
}

function collect(node: ts.Node, found: Found): void {
  if (ts.isStringLiteralLike(node)) found.texts.add(node.text)
  else if (ts.isPropertyAssignment(node)) collect(node.initializer, found)
  else ts.forEachChild(node, (child) => collect(child, found))
}

const isFallback = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken

/** A literal, a choice between literals, or something kept in a table with `msg()`. */
function shown(node: ts.Expression, path: string, found: Found): void {
  if (ts.isStringLiteralLike(node)) found.texts.add(node.text)
  else if (ts.isParenthesizedExpression(node)) shown(node.expression, path, found)
  else if (ts.isConditionalExpression(node)) {
    shown(node.whenTrue, path, found)
    shown(node.whenFalse, path, found)
  } else if (isFallback(node)) {
    shown(node.left, path, found)
    shown(node.right, path, found)
  } else if (ts.isTemplateExpression(node) || ts.isBinaryExpression(node)) {
    const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart())
    found.unreadable.push(`${path}:${line + 1}`)
  }
}
