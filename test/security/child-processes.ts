import { execFileSync } from 'node:child_process'

/** The query processes that a process started and that still run. */
export function childrenOf(parent: number): number[] {
  return queryProcesses().flatMap((found) => (found.parent === parent ? [found.id] : []))
}

/** Query processes that were started for a database file, whoever their parent is now. */
export function queryProcessesFor(path: string): number[] {
  return queryProcesses().flatMap((found) => (found.command.includes(path) ? [found.id] : []))
}

function queryProcesses(): { id: number; parent: number; command: string }[] {
  const listing = execFileSync('ps', ['-A', '-ww', '-o', 'pid=,ppid=,state=,args='], { encoding: 'utf8' })
  return listing.split('\n').flatMap((line) => {
    const [, id, parent, state, command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S)\S*\s+(.*)$/.exec(line) ?? []
    return command.includes('query-process.') && state !== 'Z'
      ? [{ id: Number(id), parent: Number(parent), command }]
      : []
  })
}
