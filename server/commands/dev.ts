import { spawn } from 'node:child_process'

/** `npm run dev`: the server from its sources, restarted when they change, and the editor with hot reload beside it. */
const run = (command: string, args: string[]) =>
  spawn(command, args, { stdio: 'inherit', env: { ...process.env, NODE_ENV: 'development' } })

const parts = [
  run(process.execPath, ['--watch', '--watch-preserve-output', '--import', 'tsx', 'server/start.ts']),
  run(process.execPath, ['node_modules/vite/bin/vite.js']),
]
for (const part of parts)
  part.on('exit', () => {
    for (const other of parts) other.kill()
  })
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    for (const part of parts) part.kill(signal)
  })
