import { list, record, text } from '#runtime/channels/shape.ts'
import { templateOf } from '#runtime/channels/whatsapp/template.ts'
import type { MessageTemplate } from '#schemas/message-template.ts'
import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, TemplatesAnswer } from '../contract.ts'
import { failureOf } from './errors.ts'
import { callGraph, type GraphAnswer } from './graph.ts'

const fields = 'name,language,status,category,components'
const perPage = 100
/** More than an account of one shop has. */
const mostPages = 10

/**
 * The templates of the account that the number belongs to, page by page. The number itself says which account that is: among what its
 * health depends on (`health_status.entities`).
 */
export async function readTemplates(egress: Egress, channel: OpenChannel): Promise<TemplatesAnswer> {
  const number = await callGraph(egress, channel, `${channel.settings.phoneNumberId}?fields=health_status`)
  const entities = list(bodyOf(number) && record(bodyOf(number)?.health_status).entities).map(record)
  const account = text(entities.find(({ entity_type }) => entity_type === 'WABA')?.id)
  if (!account || !/^\d{1,32}$/.test(account)) return away(number)
  const templates: MessageTemplate[] = []
  let after = ''
  for (let page = 0; page < mostPages; page++) {
    const answer = await callGraph(egress, channel, `${account}/message_templates?fields=${fields}&limit=${perPage}${after}`)
    const body = bodyOf(answer)
    if (!body) return away(answer)
    templates.push(...list(body.data).flatMap((told) => templateOf(told) ?? []))
    const { next, cursors } = record(body.paging)
    const cursor = text(record(cursors).after)
    if (!text(next) || !cursor) break
    after = `&after=${encodeURIComponent(cursor)}`
  }
  return { ok: true, account, templates }
}

const bodyOf = (answer: GraphAnswer): Record<string, unknown> | undefined =>
  answer.kind === 'answer' && answer.status === 200 && answer.body ? answer.body : undefined

function away(answer: GraphAnswer): TemplatesAnswer {
  if (answer.kind !== 'answer') return { ok: false, why: { code: answer.kind === 'away' ? 'unreachable' : 'wrong-address' } }
  // A number that does not say which account it belongs to.
  return { ok: false, why: answer.status === 200 ? { code: 'unknown-number' } : failureOf(answer.error).why }
}
