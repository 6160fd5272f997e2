import { closeConnection, withConnection } from './connections.ts'
import { executeQuery, type QueryStream, streamQuery } from './execute-query.ts'
import { measureQueries } from './measure-queries.ts'
import type { QueryReply, QueryRequest } from './messages.ts'
import { readSqliteSchema } from './read-sqlite-schema.ts'
import { watchParent } from './watch-parent.ts'

// The process that runs queries, so that one can be ended at its deadline. Started by `query-process-handle.ts`.

let stream: QueryStream | undefined

function answer(request: QueryRequest): QueryReply {
  const { path } = request
  for (const closed of request.closed) closeConnection(closed)
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

function reply(message: QueryReply): void {
  process.send?.(message)
}

process.on('disconnect', () => process.exit())
// Ctrl-C reaches the whole process group; what it means is the parent's to say.
process.on('SIGINT', () => {})
process.on('message', (request: QueryRequest) => reply(answer(request)))
reply({ kind: 'ready' })
watchParent()
