// npm run demo: everything from a fresh clone to answered questions.
import { build } from './build.mjs'
import { install } from './install.mjs'
import { runNode } from './process.mjs'

await install()
await build()
process.exitCode = await runNode(['dist/cli/main.js', 'demo', ...process.argv.slice(2)])
