import { SondeError } from '../base/errors.ts'

/** Nobody types that much, and a file piped in by mistake should not fill the memory. */
const MAXIMUM_BYTES = 1_000_000

/** An argument, or standard input where the argument is "-". */
export async function readInput(argument: string, name: string): Promise<string> {
  if (argument !== '-') return argument
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer)
    length += (chunk as Buffer).length
    if (length > MAXIMUM_BYTES) {
      throw new SondeError('usage', `The ${name} on standard input is longer than ${MAXIMUM_BYTES} bytes.`)
    }
  }
  const text = Buffer.concat(chunks).toString('utf8').trim()
  if (text === '') throw new SondeError('usage', `There is no ${name} on standard input.`)
  return text
}
