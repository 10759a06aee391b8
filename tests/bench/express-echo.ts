import type { AddressInfo } from 'node:net'
import express from 'express'

/** The least an Express 5 server can do with a JSON message. */
const app = express()
app.use(express.json({ limit: '3mb' }))
app.use((request, response) => {
  response.json(request.body)
})
const server = app.listen(0, '127.0.0.1', () => process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`))
process.on('SIGTERM', () => process.exit(0))
