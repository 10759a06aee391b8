import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Receiver {
  url: string
  received(): { headers: IncomingHttpHeaders; rawBody: Buffer }[]
  close(): Promise<void>
}

/** A webhook endpoint that keeps what comes and says yes. */
export async function startReceiver(): Promise<Receiver> {
  const received: { headers: IncomingHttpHeaders; rawBody: Buffer }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    received.push({ headers: request.headers, rawBody: Buffer.concat(chunks) })
    response.end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapp/ch1`,
    received: () => [...received],
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
