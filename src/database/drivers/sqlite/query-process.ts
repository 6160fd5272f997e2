import { type Connection, openConnection } from './connection.ts'
import { executeQuery, type QueryStream, streamQuery } from './execute-query.ts'
import { measureQueries } from './measure-queries.ts'
import type { QueryReply, QueryRequest, Rejected } from './messages.ts'
import { readSqliteSchema } from './read-sqlite-schema.ts'
import { rejected, rejectionOf } from './rejection.ts'
import { watchParent } from './watch-parent.ts'

// The process that runs queries, so that one can be ended at its deadline. Started by `query-process-handle.ts`.

const path = process.argv[2]!
let connection: Connection | undefined
let stream: QueryStream | undefined

function answer(request: QueryRequest): QueryReply {
  switch (request.kind) {
    case 'run':
      return {
        kind: 'outcome',
        outcome: withConnection((open) => executeQuery(open, request)),
      }
    case 'schema': {
      const result = withConnection((open) => readSqliteSchema(open.handle))
      return 'kind' in result ? { kind: 'outcome', outcome: result } : { kind: 'schema', schema: result }
    }
    case 'measure': {
      const result = withConnection((open) => measureQueries(open, path, request))
      return result.kind === 'measured' ? result : { kind: 'outcome', outcome: result }
    }
    case 'stream': {
      const opened = withConnection((open) => streamQuery(open, request.sql, request.batchRows))
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

/** Runs `work` on an open handle; once more when the files changed under it, for then it may have read nonsense. */
function withConnection<Result>(work: (open: Connection) => Result): Result | Rejected {
  for (let attempt = 1; ; attempt++) {
    const open = reopenIfStale()
    if ('kind' in open) return open
    const result = attempted(() => work(open))
    if (!open.isStale()) return result
    if (attempt === 3) return rejected('busy', 'the database changes faster than it can be read: try again')
  }
}

function reopenIfStale(): Connection | Rejected {
  if (connection?.isStale()) {
    connection.close()
    connection = undefined
  }
  return attempted(() => {
    connection ??= openConnection(path)
    return connection
  })
}

function attempted<Result>(work: () => Result): Result | Rejected {
  try {
    return work()
  } catch (error) {
    return rejectionOf(error)
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
