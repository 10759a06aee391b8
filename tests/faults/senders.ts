import { request } from 'node:http'
import { messagesBody, says, signed } from '#tests/peers/whatsapp/webhooks.ts'
import { seed } from '#tests/support/seed.ts'

export interface Line {
  from: string
  id: string
  text: string
}

/** One signed WhatsApp webhook; the status of the answer, or 0 when there was none. */
export function sendWhatsApp(url: string, line: Line): Promise<number> {
  const said = { say: says.text(line.text), from: line.from, id: line.id }
  const { body, headers } = signed(seed, messagesBody(seed, [said]))
  return post(`${url}/webhooks/whatsapp/${seed.whatsApp}`, body, headers)
}

/** Posts until it is acknowledged, as the vendor does; `attempt` gives the address of each try. */
export async function untilAcknowledged(address: () => string, line: Line): Promise<number> {
  for (let tries = 1; ; tries++) {
    if ((await sendWhatsApp(address(), line)) === 200) return tries
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** A bare POST; resolves with the status, 0 when the connection broke. */
export function post(url: string, body: string | Buffer, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve) => {
    const sending = request(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers } }, (response) => {
      response.resume()
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.on('error', () => resolve(0))
      response.on('aborted', () => resolve(0))
    })
    sending.on('error', () => resolve(0))
    sending.end(body)
  })
}
