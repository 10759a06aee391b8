import type { Visit } from '#nodes/contract.ts'
import type { VariableValue } from '#schemas/conversation.ts'
import type { FlowNode } from '#schemas/flow.ts'
import { pickText } from '#schemas/text.ts'
import { askingIn } from './ask.ts'
import { dialects } from './channels/dialects.ts'
import { datesInWords } from './expressions/dates-in-words.ts'
import { fill, fillInParts, fillWithin } from './expressions/fill.ts'
import { readPath } from './expressions/read-path.ts'
import { mayHaveGap, withoutGaps } from './expressions/without-gaps.ts'
import { firstName } from './first-name.ts'
import { type CompiledFlow, nodeName } from './graph.ts'
import { openingIn, placeIn } from './seen.ts'
import { isSensitive, mask } from './step.ts'
import { idempotencyKey, languageOf, type TurnDraft } from './turn-draft.ts'

/** What a handler sees of the conversation while it visits `node`. */
export function visitOf(
  draft: TurnDraft,
  compiled: CompiledFlow,
  node: FlowNode,
  visitId: string,
  memory: Record<string, VariableValue> = {},
): Visit {
  const { state } = draft
  const variables = state.session?.variables ?? {}
  const language = languageOf(draft, compiled)
  const { languages } = compiled.flow
  const filled = (template: string): string =>
    template.includes('{') ? fillWithin(template, scopeOf(draft, template)) : template
  /** What a person reads: where a value is missing, the sentence closes up. */
  const said = (template: string): string => {
    const text = filled(template)
    return text !== template && mayHaveGap(text) ? withoutGaps(fillInParts(template, scopeOf(draft, template))) : text
  }
  const visit: Omit<Visit, keyof Whereabouts> = {
    config: node.data.config,
    node: { id: node.id, name: nodeName(node, draft.world.registry) },
    language,
    languages,
    channel: state.channel,
    contact: state.contact,
    variables,
    memory,
    text: (text) => said(datesInWords(pickText(text, language, languages.default), variables)),
    fill: filled,
    shown: (template) => fill(template, { ...scopeOf(draft, template), ...masks(draft, compiled) }),
    parts: (template, as) =>
      fillInParts(
        template,
        as === 'shown' ? { ...scopeOf(draft, template), ...masks(draft, compiled) } : scopeOf(draft, template),
      ),
    read: (path, from) => readPath(from === undefined ? scopeOf(draft, path) : from, path) as VariableValue | undefined,
    isSensitive: (variable) => isSensitive(draft, compiled, variable),
    services: {
      now: () => draft.now,
      opening: () => openingIn(draft),
      idempotencyKey: () => idempotencyKey(draft, { visitId, flowId: compiled.flowId, nodeId: node.id }),
      ask: askingIn(draft),
    },
  }
  return Object.assign(new Whereabouts(draft), visit)
}

/** Where the business is, noted in the turn once it is asked, and how the channel draws. A class, for accessors of an object literal are made anew for each. */
class Whereabouts {
  readonly #draft: TurnDraft

  constructor(draft: TurnDraft) {
    this.#draft = draft
  }

  isNumbered(choices: number): boolean {
    const { buttons, list } = dialects[this.#draft.state.channel.kind].capabilities
    return choices > Math.max(buttons?.max ?? 0, list?.rows ?? 0)
  }

  get sendsTemplates(): boolean {
    return dialects[this.#draft.state.channel.kind].capabilities.templates === true
  }

  get timeZone(): string | undefined {
    return placeIn(this.#draft).timeZone
  }

  get country(): string | undefined {
    return placeIn(this.#draft).country
  }
}

const masks = ({ state }: TurnDraft, { flow }: CompiledFlow): Record<string, string> => {
  const declared = flow.variables.filter(({ sensitive }) => sensitive).map(({ name }) => name)
  return Object.fromEntries([...declared, ...(state.session?.sensitive ?? [])].map((name) => [name, mask]))
}

/** The names that `asked`, a template or a path, may use: the flow's variables by name, and what is known of the contact. */
export function scopeOf(draft: TurnDraft, asked: string): Record<string, unknown> {
  const { contact, channel, session, language } = draft.state
  return {
    name: contact.name,
    first_name: firstName(contact.name),
    phone: contact.phone,
    email: contact.email,
    language,
    channel: channel.kind,
    // Filters write dates in it.
    ...(asked.includes('time_zone') || asked.includes('|') ? { time_zone: placeIn(draft).timeZone } : {}),
    contact,
    ...(asked.includes('next_opening') ? { next_opening: openingIn(draft).next } : {}),
    ...session?.variables,
  }
}
