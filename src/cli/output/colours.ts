import picocolors from 'picocolors'

export type Colours = ReturnType<typeof picocolors.createColors>

export interface ColourChoice {
  /** false after --no-color. */
  readonly wanted: boolean
  /** A stream that is no terminal has `isTTY` undefined, whatever its type says. */
  readonly isTerminal: boolean | undefined
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Colour on a terminal only; NO_COLOR and --no-color switch it off, FORCE_COLOR on (see no-color.org). */
export function chooseColours({ wanted, isTerminal, environment }: ColourChoice): Colours {
  return picocolors.createColors(wanted && allows(isTerminal, environment))
}

function allows(
  isTerminal: boolean | undefined,
  { NO_COLOR, FORCE_COLOR, TERM }: ColourChoice['environment'],
): boolean {
  if (NO_COLOR) return false
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0'
  // Never undefined: picocolors then decides itself, and colours whatever runs in CI or on Windows.
  return isTerminal === true && TERM !== 'dumb'
}
