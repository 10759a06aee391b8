import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { nestsTooDeep } from '#schemas/json-depth.ts'
import { AppError, type ErrorCode, type InputProblem } from '../errors.ts'

/** Answers JSON without a framework: this is the path every customer's message takes. */
export function answerJson(response: Response, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(text)
}

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
/** Below this, packing costs more than it saves. */
const worthPacking = 1_024
const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** As `answerJson`, packed as the sender can unpack it: for what may be long. */
export async function answerLongJson(request: Request, response: Response, body: unknown): Promise<void> {
  const text = JSON.stringify(body)
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const how = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined
  if (!how || text.length < worthPacking) return answerJson(response, 200, body)
  const packed = await (how === 'br' ? brotli(text, quick) : gzipped(text))
  response.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Encoding': how,
    'Content-Length': packed.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    Vary: [response.getHeader('Vary'), 'Accept-Encoding'].filter(Boolean).join(', '),
  })
  response.end(packed)
}

export function answerText(response: Response, status: number, text: string, type = 'text/plain'): void {
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'X-Content-Type-Options': 'nosniff' }).end(text)
}

/** An error of the one table, in the one shape. */
export function answerProblem(
  response: Response,
  code: ErrorCode,
  details?: Record<string, unknown>,
  problems?: InputProblem[],
): void {
  if (response.headersSent) {
    response.end()
    return
  }
  const error = new AppError(code, details, problems)
  // The rest of the body is not read: nothing that follows it on this connection could be understood.
  if (code === 'too-large') response.setHeader('Connection', 'close')
  if (typeof details?.retryAfterSeconds === 'number') response.setHeader('Retry-After', details.retryAfterSeconds)
  answerJson(response, error.status, error.toProblem())
}

/** The sender closed the connection before its message was whole; nobody waits for an answer. */
export class SenderGone extends Error {
  override name = 'SenderGone'
}

/** What a body says as JSON; the code of the refusal when it is none, or nested too deeply to be parsed. */
export function jsonIn(body: Buffer): { value: unknown } | { refused: 'bad-json' | 'too-deep' } {
  const text = body.toString('utf8')
  if (nestsTooDeep(text)) return { refused: 'too-deep' }
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { refused: 'bad-json' }
  }
}

/** The whole body, or undefined when it is larger than `most` bytes (the rest is not read). Rejects with `SenderGone`. */
export function readBody(request: Request, most: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers['content-length'] ?? 0)
    if (announced > most) {
      request.resume()
      return resolve(undefined)
    }
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= most) chunks.push(chunk)
      else resolve(undefined)
    })
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    request.on('error', (error) => reject(request.destroyed ? new SenderGone() : error))
    request.on('close', () => {
      if (!request.complete) reject(new SenderGone())
    })
  })
}
