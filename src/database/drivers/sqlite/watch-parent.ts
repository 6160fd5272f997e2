import { Worker } from 'node:worker_threads'

/** A query process that holds more memory than this ends itself; its parent reports `too-large`. */
const MAX_PROCESS_BYTES = 1024 * 1024 * 1024
/** How it ends itself then: ends a process without a core dump, and nothing else here sends it. */
export const OUT_OF_MEMORY_SIGNAL = 'SIGUSR2'

// A string, because a thread of its own file would load the TypeScript loader again where one is in use.
// The pipe at descriptor 0 ends when the parent does, however it ends.
const WATCH = `
const { read } = require('node:fs')
const { workerData } = require('node:worker_threads')
const endProcess = (signal) => process.kill(process.pid, signal)
const waitForEnd = () => read(0, Buffer.alloc(1), 0, 1, null, (error) => {
  if (error?.code === 'EAGAIN') setTimeout(waitForEnd, 100)
  else endProcess('SIGKILL')
})
waitForEnd()
setInterval(() => {
  if (process.memoryUsage.rss() > workerData.maxBytes) endProcess(workerData.signal)
}, 50)`

/**
 * Ends this process when its parent is gone or its memory runs over, from a thread: the main one hears nothing while
 * the engine works.
 */
export function watchParent(): void {
  const signal = process.platform === 'win32' ? 'SIGKILL' : OUT_OF_MEMORY_SIGNAL
  const workerData = { maxBytes: MAX_PROCESS_BYTES, signal }
  new Worker(WATCH, { eval: true, workerData, env: {}, execArgv: [] }).unref()
}
