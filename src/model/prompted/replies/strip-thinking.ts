const OPENING = /^\s*<(think|thinking|reasoning|thought)>/i
const CLOSING = /<\/(?:think|thinking|reasoning|thought)>/gi

/** Marks of chat templates that a server let through; what follows the last of these is the reply itself. */
const LAST_MESSAGE = /^[\s\S]*<\|message\|>/
const TEMPLATE_END = /(?:<\|[\w-]{1,40}\|>|<\/s>)$/

/**
 * A reply without the thoughts that some models put before it. Servers that open the block themselves send the closing
 * tag alone; a block that never closes leaves nothing.
 */
export function stripThinking(reply: string): string {
  let text = reply.trim().replace(LAST_MESSAGE, '')
  while (TEMPLATE_END.test(text)) text = text.replace(TEMPLATE_END, '').trimEnd()
  return stripThoughts(text)
}

function stripThoughts(text: string): string {
  const opening = OPENING.exec(text)
  if (opening !== null) {
    const closing = text.toLowerCase().indexOf(`</${opening[1]!.toLowerCase()}>`)
    return closing < 0 ? '' : stripThoughts(text.slice(closing + opening[1]!.length + 3))
  }
  const last = [...text.matchAll(CLOSING)].at(-1)
  // A query may hold such a tag in a literal: then the thoughts are not what stands before it.
  if (last === undefined || isInsideLiteral(text, last.index)) return text.trim()
  return text.slice(last.index + last[0].length).trim()
}

function isInsideLiteral(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index) + 1, index)
  return (line.match(/'/g)?.length ?? 0) % 2 === 1 || (line.match(/"/g)?.length ?? 0) % 2 === 1
}
