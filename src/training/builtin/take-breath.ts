import { SondeError } from '../../base/errors.ts'

/** Lets the process hear that it is to stop. */
export async function takeBreath(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve))
  if (signal?.aborted) throw new SondeError('cancelled', 'Stopped before the training was done.')
}

/** Does so after each round. */
export function breathing(signal: AbortSignal | undefined): { readonly onRound: () => Promise<boolean> } {
  return {
    onRound: async () => {
      await takeBreath(signal)
      return true
    },
  }
}
