import type { ModelEvent, TaskName } from '../../model/model-events.ts'
import type { CliContext } from '../context.ts'
import { cutToWidth } from './display-width.ts'
import { safeText } from './safe-text.ts'

const TASK_WORDS: Readonly<Record<TaskName, string>> = {
  keywords: 'finds keywords',
  variants: 'thinks of other spellings',
  linking: 'chooses tables and columns',
  sql: 'writes SQL',
  revision: 'revises the SQL',
  questions: 'writes questions',
  wording: 'words queries',
  evolution: 'evolves a pair',
  judgement: 'judges a pair',
}

/** The end of what is coming in, which is where something happens. */
const TAIL = 400

/** Shows on a terminal, in one line, what a language model is doing and the words of its reply as they come. */
export function openLiveReply({
  isQuiet,
  isMessageTerminal,
  messageColours,
}: Pick<CliContext, 'isQuiet' | 'isMessageTerminal' | 'messageColours'>): {
  hear(event: ModelEvent): void
} {
  if (isQuiet || !isMessageTerminal) return { hear: () => {} }
  let head = ''
  let reply = ''
  const draw = (): void => {
    const room = Math.max(10, (process.stderr.columns || 80) - head.length - 2)
    const line = safeText(reply.replace(/\s+/g, ' ').slice(-TAIL))
    const tail = line.length > room ? `…${line.slice(-(room - 1))}` : line
    process.stderr.write(`\r\u001b[K${messageColours.dim(cutToWidth(head, 60))} ${cutToWidth(tail, room)}`)
  }
  return {
    hear: (event) => {
      if (event.kind === 'started') {
        head = `${safeText(event.model)} ${TASK_WORDS[event.task]}:`
        reply = ''
        draw()
      } else if (event.kind === 'text') {
        reply = (reply + event.text).slice(-TAIL)
        draw()
      } else if (event.kind === 'called' || event.kind === 'failed') {
        process.stderr.write('\r\u001b[K')
      }
    },
  }
}
