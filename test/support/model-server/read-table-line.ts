export interface ShownTable {
  readonly name: string
  readonly columns: readonly ShownColumn[]
}

export interface ShownColumn {
  readonly name: string
  readonly type: string
  readonly isKey: boolean
  readonly samples: readonly string[]
  /** Of a number: the lowest and the highest, if they are shown. */
  readonly range: readonly string[]
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[()[\],…]|[^\s()[\],"…]+/g

/** `singer(singer_id integer key, country text ["France" …])`; undefined for a line of another kind. */
export function readTableLine(line: string): ShownTable | undefined {
  const tokens = line.match(TOKEN) ?? []
  if (tokens[1] !== '(' || !line.includes(')')) return undefined
  const columns: ShownColumn[] = []
  let words: string[] = []
  let samples: string[] = []
  let isInSamples = false
  for (const token of tokens.slice(2)) {
    if (token === '[') isInSamples = true
    else if (token === ']') isInSamples = false
    else if (isInSamples) samples.push(bare(token))
    else if (token === ',' || token === ')') {
      const [name, type = ''] = words
      if (name !== undefined && name !== '…') {
        const range = words.at(-1)?.split(/(?<=\d)\.\.(?=-?\d)/) ?? []
        columns.push({
          name: bare(name),
          type,
          isKey: words.includes('key'),
          samples,
          range: range.length === 2 ? range : [],
        })
      }
      words = []
      samples = []
      if (token === ')') break
    } else words.push(token)
  }
  return { name: bare(tokens[0]!), columns }
}

function bare(token: string): string {
  return token.startsWith('"') ? (JSON.parse(token) as string) : token
}
