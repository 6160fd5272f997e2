import { type Connection, openConnection } from './connection.ts'
import type { Rejected } from './messages.ts'
import { rejected, rejectionOf } from './rejection.ts'

/** A process that serves many files keeps so many of them open. */
const MOST_OPEN = 4

const open = new Map<string, Connection>()

/** Runs `work` on an open handle; once more when the files changed under it, for then it may have read nonsense. */
export function withConnection<Result>(
  path: string,
  work: (connection: Connection) => Result,
): Result | Rejected {
  for (let attempt = 1; ; attempt++) {
    const connection = attempted(() => openIfNeeded(path))
    if ('kind' in connection) return connection
    const result = attempted(() => work(connection))
    if (!connection.isStale()) return result
    if (attempt === 3) return rejected('busy', 'the database changes faster than it can be read: try again')
  }
}

/** Closes the file if it is open: another one may take its place and name. */
export function closeConnection(path: string): void {
  open.get(path)?.close()
  open.delete(path)
}

function openIfNeeded(path: string): Connection {
  if (open.get(path)?.isStale()) closeConnection(path)
  const connection = open.get(path) ?? openConnection(path)
  // The one that was used last stands last.
  open.delete(path)
  open.set(path, connection)
  const [oldest] = open.keys()
  if (open.size > MOST_OPEN) closeConnection(oldest!)
  return connection
}

function attempted<Result>(work: () => Result): Result | Rejected {
  try {
    return work()
  } catch (error) {
    return rejectionOf(error)
  }
}
