import type { Logger, Plugin } from 'vite'

const whileAway = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE'])
const sayAgainMs = 5_000

/**
 * In development, the stacks of what Vite's proxy could not reach stay out of its log: while the server restarts every open page asks in
 * vain, and one line says so. Any other error is told as ever.
 */
export const patientProxy = (): Plugin => ({
  name: 'alur:patient-proxy',
  apply: 'serve',
  configResolved({ logger }) {
    logger.error = patiently(logger)
  },
})

/** How a log is told of an error, with patience for a server that restarts. */
export function patiently(logger: Pick<Logger, 'info' | 'error'>, now: () => number = Date.now): Logger['error'] {
  const tell = logger.error.bind(logger)
  let saidAt = Number.NEGATIVE_INFINITY
  return (message, options) => {
    const { code } = (options?.error ?? {}) as { code?: string }
    if (!/proxy (socket )?error:/.test(message) || !code || !whileAway.has(code)) return tell(message, options)
    if (now() - saidAt > sayAgainMs) logger.info('The server is away for a moment: pages try again.', { timestamp: true })
    saidAt = now()
  }
}
