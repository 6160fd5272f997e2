import { type Colours, chooseColours } from './output/colours.ts'
import type { TableStyle } from './output/table.ts'

/** Options that every command has. */
export interface GlobalOptions {
  readonly home?: string
  readonly quiet?: boolean
  readonly debug?: boolean
  readonly color: boolean
}

/** What a command may touch of the world. Results go to stdout and nothing else does. */
export interface CliContext {
  readonly home: string | undefined
  readonly signal: AbortSignal
  /** Of stdout. */
  readonly colours: Colours
  /** Of stderr. */
  readonly messageColours: Colours
  readonly tableStyle: TableStyle
  readonly isOutputTerminal: boolean
  /** Progress may rewrite its line. */
  readonly isMessageTerminal: boolean
  readonly isQuiet: boolean
  print(text: string): void
  /** To stderr, --quiet or not: what a person must know. */
  warn(text: string): void
}

export function createContext(options: GlobalOptions, signal: AbortSignal): CliContext {
  const { stdout, stderr, env } = process
  const colours = chooseColours({ wanted: options.color, isTerminal: stdout.isTTY, environment: env })
  return {
    home: options.home,
    signal,
    colours,
    messageColours: chooseColours({ wanted: options.color, isTerminal: stderr.isTTY, environment: env }),
    tableStyle: { colours, width: stdout.isTTY ? stdout.columns || 80 : Number.POSITIVE_INFINITY },
    isOutputTerminal: stdout.isTTY ?? false,
    isMessageTerminal: stderr.isTTY ?? false,
    isQuiet: options.quiet ?? false,
    print: (text) => {
      stdout.write(text)
    },
    warn: (text) => {
      stderr.write(`${text}\n`)
    },
  }
}
