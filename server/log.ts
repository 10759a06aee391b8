import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'
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
      serializers: { err: stdSerializers.err, error: stdSerializers.err },
    },
    destination,
  )
