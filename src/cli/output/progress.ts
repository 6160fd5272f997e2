import type { CliContext } from '../context.ts'
import { cutToWidth } from './display-width.ts'
import { safeText } from './safe-text.ts'

interface Progress {
  readonly stage: string
  readonly done: number
  readonly total: number
  readonly label: string
}

export interface ProgressDisplay {
  show(progress: Progress): void
  /** Leaves a clean line behind. */
  end(): void
}

const REDRAW_MS = 80
const BAR_WIDTH = 20

/** On stderr: one live line on a terminal, one line a stage elsewhere, nothing with --quiet. */
export function openProgress(
  context: Pick<CliContext, 'isQuiet' | 'isMessageTerminal' | 'messageColours'>,
): ProgressDisplay {
  if (context.isQuiet) return { show: () => {}, end: () => {} }
  return context.isMessageTerminal ? liveProgress(context) : plainProgress()
}

function liveProgress({ messageColours }: Pick<CliContext, 'messageColours'>): ProgressDisplay {
  let drawnAt = 0
  let isDrawn = false
  return {
    show: (progress) => {
      const now = performance.now()
      if (now - drawnAt < REDRAW_MS && progress.done < progress.total) return
      drawnAt = now
      isDrawn = true
      const bar = barText(progress)
      const rest = cutToWidth(lineText(progress), (process.stderr.columns || 80) - BAR_WIDTH - 3)
      process.stderr.write(`\r\u001b[K${messageColours.cyan(bar)} ${rest}`)
    },
    end: () => {
      if (isDrawn) process.stderr.write('\r\u001b[K')
    },
  }
}

function plainProgress(): ProgressDisplay {
  let lastStage = ''
  return {
    show: ({ stage, total }) => {
      if (stage === lastStage) return
      lastStage = stage
      process.stderr.write(`${safeText(stage)}${total > 1 ? ` (${total})` : ''}\n`)
    },
    end: () => {},
  }
}

function barText({ done, total }: Progress): string {
  const filled = total > 0 ? Math.round((Math.min(done, total) / total) * BAR_WIDTH) : 0
  return '━'.repeat(filled) + '╌'.repeat(BAR_WIDTH - filled)
}

function lineText({ stage, done, total, label }: Progress): string {
  const count = total > 1 ? ` ${done}/${total}` : ''
  return safeText(`${stage}${count}${label === '' ? '' : `  ${label}`}`)
}
