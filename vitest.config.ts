import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{schemas,nodes,runtime,server,editor,tests}/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A busy machine may take a while to show what it will show.
    expect: { poll: { timeout: 10_000 } },
  },
})
