import { spawn } from 'node:child_process'
import { forPeople } from './log-for-people.ts'

/** `npm run dev`: the server from its sources, restarted when they change, and the editor with hot reload beside it. */
const env = { ...process.env, NODE_ENV: 'development' }
const watching = ['--watch', '--watch-preserve-output', '--import', 'tsx', 'server/start.ts']
const server = spawn(process.execPath, watching, { stdio: ['inherit', 'pipe', 'inherit'], env })
const editor = spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { stdio: 'inherit', env })
server.stdout.pipe(forPeople(process.stdout))

const parts = [server, editor]
for (const part of parts)
  part.on('exit', () => {
    for (const other of parts) other.kill()
  })
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    for (const part of parts) part.kill(signal)
  })
