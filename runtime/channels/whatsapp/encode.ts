import type { TemplateParameter, TemplateUse } from '#schemas/message-template.ts'
import type { DrawnMessage } from '../contract.ts'

const scopedUserId = /^[A-Z]{2}\./

/**
 * The body of `POST /{version}/{phone number id}/messages`.
 * Our own id rides along as `biz_opaque_callback_data` and comes back in every status of the message.
 */
export function encode(
  message: DrawnMessage,
  to: string,
  ids: { ourId?: string; replyTo?: string } = {},
): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    // A business-scoped user id has its own field; in `to` the vendor expects a phone number.
    ...(scopedUserId.test(to) ? { recipient: to } : { to }),
    ...(ids.replyTo ? { context: { message_id: ids.replyTo } } : {}),
    ...(ids.ourId ? { biz_opaque_callback_data: ids.ourId } : {}),
    ...contentOf(message),
  }
}

function contentOf(message: DrawnMessage): Record<string, unknown> {
  switch (message.kind) {
    case 'text':
      return { type: 'text', text: { body: message.text, preview_url: /https?:\/\//i.test(message.text) } }
    case 'buttons':
      return {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: message.text },
          action: { buttons: message.buttons.map(({ id, label }) => ({ type: 'reply', reply: { id, title: label } })) },
        },
      }
    case 'list':
      return {
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: message.text },
          action: {
            button: message.button,
            sections: [
              {
                rows: message.rows.map(({ id, label, description }) =>
                  description ? { id, title: label, description } : { id, title: label },
                ),
              },
            ],
          },
        },
      }
    case 'media':
      return {
        type: message.media,
        [message.media]: {
          ...(message.fileId === undefined ? { link: message.url } : { id: message.fileId }),
          ...(message.caption && message.media !== 'audio' ? { caption: message.caption } : {}),
          ...(message.fileName && message.media === 'document' ? { filename: message.fileName } : {}),
        },
      }
    case 'template': {
      const { name, language, parameters } = message.template
      const components = componentsOf(parameters)
      return {
        type: 'template',
        template: {
          name,
          language: { policy: 'deterministic', code: language },
          ...(components.length > 0 ? { components } : {}),
        },
      }
    }
  }
}

/** What is filled in, by the part of the template in which it stands; buttons one by one. */
function componentsOf(parameters: readonly TemplateParameter[]): object[] {
  const inPart = (part: TemplateParameter['in']) => parameters.filter((one) => one.in === part)
  const texts = (['header', 'body'] as const).flatMap((type) => {
    const filled = inPart(type).map(filledPlace)
    return filled.length > 0 ? [{ type, parameters: filled }] : []
  })
  const buttons = inPart('button').map(({ button, value, as }) => ({
    type: 'button',
    sub_type: as ? buttonUses[as].type : 'url',
    index: String(button ?? 0),
    parameters: [as ? buttonUses[as].filled(value) : { type: 'text', text: value }],
  }))
  return [...texts, ...buttons]
}

const buttonUses: Record<TemplateUse, { type: string; filled(value: string): object }> = {
  code: { type: 'copy_code', filled: (coupon_code) => ({ type: 'coupon_code', coupon_code }) },
  reply: { type: 'quick_reply', filled: (payload) => ({ type: 'payload', payload }) },
}

/** Places with a number are known by their order, others by their name. */
const filledPlace = ({ name, media, value }: TemplateParameter): object => {
  if (media) return { type: media, [media]: { link: value } }
  return { type: 'text', ...(name === undefined || /^\d+$/.test(name) ? {} : { parameter_name: name }), text: value }
}
