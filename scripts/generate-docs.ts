// Writes docs/cli.md from the command line's own definitions: npm run docs
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandReference } from './command-reference.ts'

writeFileSync(join(import.meta.dirname, '..', 'docs', 'cli.md'), commandReference())
