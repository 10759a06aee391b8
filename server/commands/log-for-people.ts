import type { Writable } from 'node:stream'
import pretty, { type PrettyOptions } from 'pino-pretty'

interface Answered {
  req: { method: string; url: string }
  res: { statusCode: number }
  responseTime: number
}

const isAnswered = (line: object): line is Answered => 'req' in line && 'res' in line && 'responseTime' in line

/** A request in one line; anything else as it is, its details behind it. */
const messageFormat: PrettyOptions['messageFormat'] = (line, messageKey) =>
  isAnswered(line)
    ? `${line.req.method} ${line.req.url} ${line.res.statusCode} in ${line.responseTime} ms`
    : String(line[messageKey] ?? '')

/** The server's log, a JSON object a line, as short lines with the time. Lines that are no JSON pass as they are. */
export const forPeople = (destination: Writable & { isTTY?: boolean }): Writable =>
  pretty({
    destination,
    colorize: destination.isTTY === true,
    ignore: 'pid,hostname,req,res,responseTime',
    translateTime: 'SYS:HH:MM:ss',
    singleLine: true,
    messageFormat,
  })
