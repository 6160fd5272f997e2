/**
 * What Spider's evaluator makes of SQL text before it runs it (evaluation.py, exec_eval.py and parse.py of the test
 * suites): operators torn apart are joined, DISTINCT is dropped, only the first statement is kept, and the year of
 * MySQL's current date is 2020.
 */
export function officialExecutionText(sql: string): string {
  const joined = sql.replaceAll('> =', '>=').replaceAll('< =', '<=').replaceAll('! =', '!=')
  return firstStatementWithoutDistinct(joined).replace(CURRENT_YEAR, '2020')
}

/** Only of a prediction: every "value", also inside a longer name, becomes 1. */
export function officialPredictionText(sql: string): string {
  return officialExecutionText(sql.replaceAll('value', '1'))
}

/** The words anywhere in gold make the order of rows count. */
export function isOrderedOfficially(gold: string): boolean {
  return gold.toLowerCase().includes('order by')
}

const CURRENT_YEAR = /YEAR\s*\(\s*CURDATE\s*\(\s*\)\s*\)\s*/gi
// Quoted text and comments as sqlparse reads them, then words, then single characters.
const TOKEN =
  /'(?:''|\\'|[^'])*'|"(?:""|\\"|[^"])*"|`(?:``|[^`])*`|(?<![\p{L}\p{N}_\])])\[[^\][]+\]|(?:--|# )[^\r\n]*(?:\r\n|\r|\n|$)|\/\*[\s\S]*?\*\/|[#$@:?]?[\p{L}\p{N}_][\p{L}\p{N}_$#]*|\s+|[\s\S]/gu

function firstStatementWithoutDistinct(sql: string): string {
  let kept = ''
  let depth = 0
  let hasEnded = false
  for (const [token] of sql.matchAll(TOKEN)) {
    if (hasEnded && !/^(?:\s|--|# |\/\*)/.test(token)) break
    if (token === '(') depth++
    else if (token === ')') depth--
    else if (token === ';' && depth <= 0) hasEnded = true
    if (token.toLowerCase() !== 'distinct') kept += token
  }
  return kept
}
