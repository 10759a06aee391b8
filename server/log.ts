import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogLevel } from './config.ts'

const secretKeys = ['password', 'current', 'next', 'secret', 'token', 'accessToken', 'appSecret', 'verifyToken', 'phone', 'text']

/** What no log line may hold: ways to sign in, secrets, and what people wrote. */
const redacted = [
  'req.headers.authorization',
  'req.headers.cookie',
  'res.headers["set-cookie"]',
  ...secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
]

export const createLog = (level: LogLevel, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact: { paths: redacted, censor: '[hidden]' },
      serializers: { err: errorInLog, error: errorInLog },
    },
    destination,
  )

const longestMessage = 1_000
const mostCauses = 5

/**
 * An error by its name, code, message and stack. What else hangs on it stays out: a driver's error carries the document that did not
 * fit, a parser's the body it could not read.
 */
function errorInLog(error: unknown, causes = mostCauses): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? typeof error : String(error).slice(0, longestMessage)
  const { name, message, stack, cause } = error
  const { code } = error as { code?: unknown }
  // The first line of a stack repeats the message.
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: name,
    message: message.slice(0, longestMessage),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(frames ? { stack: frames.join('\n') } : {}),
    ...(cause !== undefined && causes > 0 ? { cause: errorInLog(cause, causes - 1) } : {}),
  }
}

const mostNames = 30

/**
 * What a document from outside has, without what it says: the names of its fields. A name that is no name of a field (somebody's
 * number as a key) is not told either.
 */
export function fieldNames(details: Record<string, unknown>): string[] {
  return Object.keys(details)
    .filter((name) => /^[a-z][a-z_]{0,39}$/i.test(name))
    .slice(0, mostNames)
}
