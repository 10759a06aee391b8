import { list, record, text } from '#runtime/channels/shape.ts'
import { templateOf } from '#runtime/channels/whatsapp/template.ts'
import { componentsOf, templateBody } from '#runtime/channels/whatsapp/template-body.ts'
import type { MessageTemplate, TemplateDraft } from '#schemas/message-template.ts'
import type { Egress } from '../../egress/egress.ts'
import type { FileToSend, OpenChannel, TemplateSaved, TemplatesAnswer } from '../contract.ts'
import { accountOf, away, bodyOf } from './account-id.ts'
import { uploadExample } from './example.ts'
import { callGraph } from './graph.ts'

const fields = 'id,name,language,status,category,components,rejected_reason,quality_score'
const perPage = 100
/** More than an account of one shop has. */
const mostPages = 10

/** The templates of the account that the number belongs to, page by page. */
export async function readTemplates(egress: Egress, channel: OpenChannel): Promise<TemplatesAnswer> {
  const of = await accountOf(egress, channel)
  if (!of.ok) return of
  const { account } = of
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

/** Sends a template for approval; with `known`, one that the vendor has, changed. `file`: the example of its header. */
export async function saveTemplate(
  egress: Egress,
  channel: OpenChannel,
  draft: TemplateDraft,
  { known, file }: { known?: MessageTemplate; file?: FileToSend },
): Promise<TemplateSaved> {
  const of = await accountOf(egress, channel)
  if (!of.ok) return of
  const example = file ? await uploadExample(egress, channel, file) : undefined
  if (example && !example.ok) return example
  const whole = templateBody(draft, example?.handle)
  // The category of an approved one stays as it is.
  const change = { components: whole.components, ...(known?.state === 'approved' ? {} : { category: draft.category }) }
  const answer = known?.id
    ? await callGraph(egress, channel, known.id, change)
    : await callGraph(egress, channel, `${of.account}/message_templates`, whole)
  const body = bodyOf(answer)
  if (!body) return away(answer)
  const { id = known?.id, status = 'PENDING', category = draft.category } = body
  const template = templateOf({ ...whole, id, status, category, components: componentsOf(draft) })
  return template ? { ok: true, account: of.account, template } : { ok: false, why: { code: 'unclear' } }
}

/** Takes one template, in one language, out of the account. */
export async function deleteTemplate(
  egress: Egress,
  channel: OpenChannel,
  { id = '', name }: Pick<MessageTemplate, 'id' | 'name'>,
): Promise<TemplateSaved<undefined>> {
  const of = await accountOf(egress, channel)
  if (!of.ok) return of
  const which = new URLSearchParams({ hsm_id: id, name })
  const answer = await callGraph(egress, channel, `${of.account}/message_templates?${which}`, undefined, 'DELETE')
  return bodyOf(answer) ? { ok: true, account: of.account, template: undefined } : away(answer)
}
