import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{schemas,nodes,runtime,server,editor,tests}/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'forks',
    // Most files wait more than they compute: two at a time, on two cores as well.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A busy machine may take a while to show what it will show.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
