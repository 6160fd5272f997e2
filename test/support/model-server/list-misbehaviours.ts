import type { Misbehaviour } from './misbehaviour.ts'

type Entry = Readonly<Record<string, unknown>>

/** What small models do to a list of pairs that they were asked for. */
export const LIST_MISBEHAVIOURS = {
  /** No JSON at all: not a colon is left. */
  malformed: textOf((text) => text.replaceAll(':', '')),
  /** The list breaks off within its last entry, and nobody says that it does. */
  'cut in the middle': textOf((text) => text.slice(0, text.lastIndexOf('{') + 40)),
  empty: entriesOf(() => []),
  'each twice': entriesOf((entries) => entries.flatMap((entry) => [entry, entry])),
  'too few': entriesOf((entries) => entries.slice(0, 1)),
  'too many': entriesOf((entries) => [...entries, ...entries, ...entries]),
  'the first without sql': firstOf(({ sql: _, ...entry }) => entry),
  'the first without a question': firstOf(({ question: _, ...entry }) => entry),
  'the first with an unknown column': firstOf((entry) => ({
    ...entry,
    sql: String(entry.sql).replace(/^SELECT (?:DISTINCT )?/, '$&no_such_column, '),
  })),
  'the first with a question that does not fit': firstOf((entry) => ({
    ...entry,
    question: 'How many umbrellas were sold in 1875?',
  })),
  'the first writes': firstOf((entry) => ({ ...entry, sql: 'DELETE FROM customers' })),
  'without a list': textOf((text) =>
    entriesIn(text)
      .map((entry) => JSON.stringify(entry))
      .join('\n'),
  ),
  'as a bare list': textOf((text) => JSON.stringify(entriesIn(text))),
  'between sentences': textOf(
    (text) => `Here are the pairs [as you asked]:\n\n${text}\n\nLet me know if {anything} is missing.`,
  ),
  'in a fence': textOf((text) => `\`\`\`json\n${text}\n\`\`\``),
  'with trailing commas': textOf((text) => text.replaceAll('}', ',}').replaceAll(']', ',]')),
} as const satisfies Readonly<Record<string, Misbehaviour>>

function textOf(change: (text: string) => string): Misbehaviour {
  return { kind: 'text', change }
}

function firstOf(change: (entry: Entry) => Entry): Misbehaviour {
  return entriesOf(([first, ...rest]) => (first === undefined ? [] : [change(first), ...rest]))
}

function entriesOf(change: (entries: readonly Entry[]) => readonly Entry[]): Misbehaviour {
  return textOf((text) => {
    const [name] = Object.keys(JSON.parse(text) as Entry)
    return JSON.stringify({ [name!]: change(entriesIn(text)) })
  })
}

function entriesIn(text: string): readonly Entry[] {
  const [list] = Object.values(JSON.parse(text) as Readonly<Record<string, readonly Entry[]>>)
  return list ?? []
}
