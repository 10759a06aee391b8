import { everyTroubleCode, type TroubleReason } from '../channel-trouble.ts'
import { channelKinds } from '../message.ts'
import {
  type MessageTemplate,
  type TemplateButton,
  type TemplateDraft,
  type TemplatePlace,
  templateCategories,
  templateMedia,
  templateParts,
  templateQualities,
  templateStates,
  templateUses,
} from '../message-template.ts'
import {
  anyObject,
  anyText,
  byKind,
  type FromFields,
  type FromShape,
  id,
  instant,
  listing,
  listOf,
  mapOf,
  maybe,
  named,
  nameText,
  object,
  oneOf,
  type Shape,
  text,
  whole,
  yes,
  yesNo,
} from './shape.ts'

/** Settings differ by kind, and each is checked by its own schema: see `channel-settings.ts`. */
const settings = anyObject
/** Marks a shape with settings for the OpenAPI document, which knows those of every kind. Secrets go in and never come out. */
const bySettings = <T>(form: 'shown' | 'given' | 'changed', shape: Shape<T>): Shape<T> => ({ ...shape, 'x-settings': form })

const troubleReason = named<TroubleReason>(
  'TroubleReason',
  object<TroubleReason>({ code: oneOf(everyTroubleCode), values: maybe(mapOf(text(1000, 0))) }),
)
const troubleFields = {
  since: instant,
  /** Nothing goes out through it; otherwise the vendor only warns. */
  stops: yesNo,
  /** The vendor's number of the error, or name of the event. */
  code: maybe(text(60)),
  /** What happened. Its words say also what those who run the channel can do. */
  reason: troubleReason,
}
/** Why a channel as a whole is out of order, as far as the vendor tells. It goes by itself when the channel works again. */
export type ChannelTrouble = FromFields<typeof troubleFields>
export const channelTrouble = named<ChannelTrouble>('ChannelTrouble', object(troubleFields))

const channelFields = {
  id,
  kind: oneOf(channelKinds),
  name: text(120),
  /** web-chat: WebChatSettings; whatsapp: { phoneNumberId, apiBaseUrl, apiVersion, hasAccessToken, hasAppSecret, verifyToken } */
  settings,
  /**
   * Paths on this server: the hosted page and script for web chat, the callback for vendors; that one whole where the server was told its
   * `PUBLIC_URL`.
   */
  links: object({ page: maybe(text(200)), script: maybe(text(200)), webhook: maybe(text(500)) }),
  createdAt: instant,
  /** Made by the demo: nobody reaches it from outside, and nothing is sent through it. */
  demo: maybe(yes),
  /** What keeps it from working as a whole; absent while nothing does. */
  troubles: maybe(listOf(channelTrouble, 3)),
}
/** GET /workspaces/{w}/channels → Listing<ChannelView>. POST NewChannel · PATCH …/{channelId} ChannelChange → ChannelView. DELETE …/{channelId} */
export type ChannelView = FromFields<typeof channelFields>
export const channel = named<ChannelView>('Channel', bySettings('shown', object(channelFields)))
export const channels = listing(channel)

const testFields = {
  works: yesNo,
  /** What is wrong when it does not work: of each of a mailbox's two servers, one. */
  found: maybe(listOf(troubleReason, 2)),
  /** The number and its name, as the vendor knows them. */
  number: maybe(text(60)),
  name: maybe(text(200)),
}
/** POST /workspaces/{w}/channels/{c}/test: what the vendor says when it is asked for the number with the channel's own token. */
export type ChannelTest = FromFields<typeof testFields>
export const channelTest = named<ChannelTest>('ChannelTest', object(testFields))

export const newChannel = bySettings('given', object({ kind: oneOf(channelKinds), name: nameText, settings }))
export type NewChannel = FromShape<typeof newChannel>

export const channelChange = bySettings('changed', object({ name: maybe(nameText), settings: maybe(settings) }))
/** Only the settings that change; a secret that is left out stays. */
export type ChannelChange = FromShape<typeof channelChange>

const place = object<TemplatePlace>({
  in: oneOf(templateParts),
  button: maybe(whole(0, 9)),
  name: maybe(anyText),
  media: maybe(oneOf(templateMedia)),
  as: maybe(oneOf(templateUses)),
  example: maybe(anyText),
})
/** A template's button; the house's own limits are wide: the vendor's rules are told field by field. */
const templateButton = named(
  'TemplateButton',
  byKind<TemplateButton>({
    reply: { label: text(200, 0) },
    url: { label: text(200, 0), url: text(4000, 0) },
    phone: { label: text(200, 0), phone: text(100, 0) },
    code: {},
  }),
)
const header: Shape<NonNullable<MessageTemplate['header']>> = {
  anyOf: [object({ kind: oneOf(['text']), text: anyText }), object({ kind: oneOf(templateMedia) })],
}
export const messageTemplate = named<MessageTemplate>(
  'MessageTemplate',
  object<MessageTemplate>({
    id: maybe(anyText),
    name: anyText,
    language: anyText,
    category: maybe(anyText),
    state: oneOf(templateStates),
    why: maybe(anyText),
    quality: maybe(oneOf(templateQualities)),
    header: maybe(header),
    body: anyText,
    footer: maybe(anyText),
    buttons: listOf(anyText),
    actions: maybe(listOf(templateButton)),
    places: listOf(place),
    beyond: maybe(yes),
  }),
)
const templatesFields = {
  items: listOf(messageTemplate),
  /** When the vendor was asked last; absent where the channel has no templates. */
  readAt: maybe(instant),
}
/** GET /workspaces/{w}/channels/{c}/templates · POST …/templates/sync: asks the vendor anew. */
export type ChannelTemplates = FromFields<typeof templatesFields>
export const channelTemplates = named<ChannelTemplates>('ChannelTemplates', object(templatesFields))
/** GET /workspaces/{w}/templates: of all channels, as they were read last. */
const workspaceTemplatesFields = { items: listOf(object({ channelId: id, template: messageTemplate })) }
export type WorkspaceTemplates = FromFields<typeof workspaceTemplatesFields>
export const workspaceTemplates = named<WorkspaceTemplates>('WorkspaceTemplates', object(workspaceTemplatesFields))

const draftHeader: Shape<NonNullable<TemplateDraft['header']>> = {
  anyOf: [object({ kind: oneOf(['text']), text: text(1000, 0) }), object({ kind: oneOf(templateMedia), file: text(200, 0) })],
}
/** POST /workspaces/{w}/channels/{c}/templates: sent for approval. PUT …/templates/{templateId}: changed, and sent again. → MessageTemplate. DELETE */
export const templateDraft = named<TemplateDraft>(
  'TemplateDraft',
  object<TemplateDraft>({
    name: text(1000, 0),
    language: text(20, 0),
    category: oneOf(templateCategories),
    header: maybe(draftHeader),
    body: text(10_000, 0),
    footer: maybe(text(1000, 0)),
    buttons: listOf(templateButton, 20),
    examples: { ...mapOf(text(2000, 0)), maxProperties: 60 } as Shape<Record<string, string>>,
  }),
)

/** A template to be sent: what stands in its places, by part, button and name: `body.1`, `header`, `button.0.1`. */
export const askedTemplateFields = {
  name: text(512),
  language: text(20),
  values: { ...mapOf(text(2000)), maxProperties: 50 } as Shape<Record<string, string>>,
}
