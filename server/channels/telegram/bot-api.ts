import type { ApiClientOptions } from 'grammy'
import type { AddressReason } from '#schemas/channel-trouble.ts'
import type { Egress } from '../../egress/egress.ts'
import { EgressError } from '../../egress/error.ts'
import type { FileToSend, OpenChannel, SendFailure } from '../contract.ts'
import { failureOf, type VendorError } from './errors.ts'

export type BotAnswer = { ok: true; result: unknown } | { ok: false; failure: SendFailure; error: VendorError }

/** One method of the Bot API, by grammY, with a file in one of its fields; never rejects. The token is part of the address, so no error’s own words are passed on. */
export async function callBot(
  egress: Egress,
  channel: OpenChannel,
  method: string,
  params?: Record<string, unknown>,
  along?: { file: FileToSend; field: string },
): Promise<BotAnswer> {
  const apiRoot = apiRootOf(channel)
  // Settings may be older than what they are checked for, or than what the operator allows.
  const refusal = egress.refusal(apiRoot)
  if (refusal) return refused(refusal.reason)
  // Loaded when the first bot is there: nobody else waits for it.
  const { Api, GrammyError, HttpError, InputFile } = await import('grammy')
  const timeoutSeconds = along ? uploadSeconds : 10
  const fetch = (url: string, init?: RequestInit) => egress.fetch(url, init, { timeoutMs: timeoutSeconds * 1000 })
  // grammY is typed for the fetch of a package that it brings along; it calls ours just so.
  const api = new Api(channel.secrets.botToken || 'none', { apiRoot, timeoutSeconds, fetch } as unknown as ApiClientOptions)
  const sent = along ? { ...params, [along.field]: new InputFile(along.file.bytes, along.file.name) } : params
  try {
    const methods = api.raw as unknown as Record<string, (params?: object) => Promise<unknown>>
    return { ok: true, result: await methods[method]?.(sent) }
  } catch (error) {
    if (error instanceof GrammyError)
      return failed({ code: error.error_code, description: error.description, retryAfter: error.parameters.retry_after })
    if (error instanceof HttpError) return wrongAddress(error.error) ?? failed({})
    throw error
  }
}

/** For 16 MB over a slow line. */
const uploadSeconds = 30

/** The API’s address without what grammY and paths put behind it. */
export const apiRootOf = ({ settings }: OpenChannel): string => String(settings.apiBaseUrl).replace(/(?<!\/)\/+$/, '')

const failed = (error: VendorError): BotAnswer => ({ ok: false, failure: failureOf(error), error })
const refused = (why: AddressReason): BotAnswer => ({
  ok: false,
  error: {},
  failure: {
    ok: false,
    retry: false,
    why: { code: 'wrong-address' },
    alarm: { code: 'wrong-address', values: { why } },
  },
})

/** The network’s failures pass; an address that may not be called is a wrong setting. */
const wrongAddress = (cause: unknown): BotAnswer | undefined =>
  cause instanceof EgressError && cause.reason !== 'timeout' && cause.reason !== 'unreachable' ? refused(cause.reason) : undefined
