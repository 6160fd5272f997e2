import picocolors from 'picocolors'

export type Colours = ReturnType<typeof picocolors.createColors>

export interface ColourChoice {
  /** false after --no-color. */
  readonly wanted: boolean
  readonly isTerminal: boolean
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Colour on a terminal only; NO_COLOR and --no-color switch it off, FORCE_COLOR on (see no-color.org). */
export function chooseColours({ wanted, isTerminal, environment }: ColourChoice): Colours {
  return picocolors.createColors(wanted && allows(isTerminal, environment))
}

function allows(isTerminal: boolean, { NO_COLOR, FORCE_COLOR, TERM }: ColourChoice['environment']): boolean {
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0'
  return isTerminal && TERM !== 'dumb'
}
