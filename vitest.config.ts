import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Query processes are forked from TypeScript sources; tsx lets those children load them.
    env: { NODE_OPTIONS: '--import=tsx' },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
