import { type ChannelIO, hasName } from '../channels/index.ts'
import type { Json } from './components.ts'

type Settings = Pick<ChannelIO, 'settingsSchema'>
type Kinds = Iterable<readonly [kind: string, io: Settings]>
interface ObjectShape {
  'x-component'?: string
  required?: string[]
  properties?: Json
}

/** What the settings of a kind are where they are shown, given, and changed. */
const forms = {
  /** In place of a secret stands whether there is one; whoever may not change a channel sees a few of the others. */
  shown({ schema, secrets, readable }: Settings['settingsSchema']): Json {
    const { 'x-component': name, properties = {}, required = [], ...rest } = schema as ObjectShape
    const open = Object.entries(properties).filter(([setting]) => !secrets.includes(setting))
    const kept = secrets.map((secret) => [hasName(secret), { type: 'boolean' }])
    return {
      ...rest,
      'x-component': `${name}Shown`,
      required: required.filter((setting) => readable.includes(setting) && !secrets.includes(setting)),
      properties: Object.fromEntries([...open, ...kept]),
    }
  },
  given: ({ schema }: Settings['settingsSchema']): Json => schema,
  changed({ schema }: Settings['settingsSchema']): Json {
    const { 'x-component': name, required: _all, ...rest } = schema as ObjectShape
    return { ...rest, 'x-component': `${name}Change` }
  },
}

/** Shapes whose settings differ by the kind of the channel, `x-settings`, with what each kind has. */
export function withSettings(shape: unknown, kinds: Kinds): unknown {
  const told = [...kinds]
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(walk)
    if (typeof part !== 'object' || part === null) return part
    const { 'x-settings': form, ...rest } = part as Json & { 'x-settings'?: keyof typeof forms }
    if (!form) return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, walk(value)]))
    const { 'x-component': component, properties, ...object } = rest as ObjectShape
    const ofKind = (settings: Json, more: Json = {}): Json => ({ ...object, ...more, properties: { ...properties, settings } })
    const members = told.map(([kind, { settingsSchema }]) => {
      const settings = forms[form](settingsSchema)
      // A change does not say of which kind its channel is.
      if (form === 'changed') return settings
      const member = ofKind(settings)
      return { ...member, title: kind, properties: { ...(member.properties as Json), kind: { const: kind } } }
    })
    const whole = form === 'changed' ? ofKind({ anyOf: members }) : { oneOf: members }
    return component ? { 'x-component': component, ...whole } : whole
  }
  return walk(shape)
}
