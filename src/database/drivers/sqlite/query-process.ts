import { closeConnection, withConnection } from './connections.ts'
import { executeQuery, type QueryStream, streamQuery } from './execute-query.ts'
import { measureQueries } from './measure-queries.ts'
import type { QueryReply, QueryRequest, SingleWork } from './messages.ts'
import { readSqliteSchema } from './read-sqlite-schema.ts'
import { watchParent } from './watch-parent.ts'

// The process that runs queries, so that one can be ended at its deadline. Started by `query-process-handle.ts`.

let stream: QueryStream | undefined

async function serve(request: QueryRequest): Promise<void> {
  for (const closed of request.closed) closeConnection(closed)
  if (request.kind !== 'run-each') return reply(answer(request))
  const { path, sqls, maxRows, exactIntegers } = request
  for (const sql of sqls) {
    const outcome = withConnection(path, (open) => executeQuery(open, { sql, maxRows, exactIntegers }))
    // The parent tells by the replies which query is running: each must be out before the next one begins.
    await reply({ kind: 'outcome', outcome })
  }
}

function answer(request: SingleWork & Pick<QueryRequest, 'path'>): QueryReply {
  const { path } = request
  switch (request.kind) {
    case 'run':
      return {
        kind: 'outcome',
        outcome: withConnection(path, (open) => executeQuery(open, request)),
      }
    case 'schema': {
      const result = withConnection(path, (open) => readSqliteSchema(open.handle))
      return 'kind' in result ? { kind: 'outcome', outcome: result } : { kind: 'schema', schema: result }
    }
    case 'measure': {
      const result = withConnection(path, (open) => measureQueries(open, path, request))
      return result.kind === 'measured' ? result : { kind: 'outcome', outcome: result }
    }
    case 'stream': {
      const opened = withConnection(path, (open) => streamQuery(open, request.sql, request.batchRows))
      if (opened.kind === 'rejected') return { kind: 'outcome', outcome: opened }
      stream = opened
      return nextBatch(opened)
    }
    case 'next':
      return stream === undefined ? endedStream() : nextBatch(stream)
    case 'stop':
      closeStream()
      return { kind: 'stopped' }
  }
}

function nextBatch(open: QueryStream): QueryReply {
  const batch = open.next()
  if (batch.kind === 'rejected' || batch.isLast) closeStream()
  return batch.kind === 'rejected' ? { kind: 'outcome', outcome: batch } : batch
}

function endedStream(): QueryReply {
  return { kind: 'batch', rows: [], isLast: true }
}

function closeStream(): void {
  stream?.close()
  stream = undefined
}

function reply(message: QueryReply): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve())
  })
}

process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole process group; what it means is the parent's to say.
process.on('SIGINT', () => {})
process.on('message', (request: QueryRequest) => void serve(request))
void reply({ kind: 'ready' })
watchParent()
