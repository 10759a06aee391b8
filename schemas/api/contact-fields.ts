import { type ContactField, fieldTypes, type Stage, stageColours } from '../contact-field.ts'
import { type FromShape, listing, listOf, maybe, named, nameText, object, oneOf, type Shape, text, yes } from './shape.ts'

const fieldNameShape: Shape<string> = {
  type: 'string',
  pattern: '^[A-Za-z][A-Za-z0-9_]{0,49}$',
  'x-reason': 'must be a letter, then up to 49 letters, digits and underscores',
}
const label = { ...nameText, maxLength: 80 }
const options: Shape<string[]> = { ...listOf(text(100), 200), minItems: 1, uniqueItems: true }

/**
 * GET /workspaces/{w}/contact-fields → Listing<ContactField>. POST ContactField (409 `field-exists`) · PATCH …/{name} FieldChange →
 * ContactField. DELETE …/{name}: what is known of people under it stays, and flows read it as before.
 */
export const contactField = named<ContactField>(
  'ContactField',
  object<ContactField>({
    name: fieldNameShape,
    label,
    type: oneOf(fieldTypes),
    options: maybe(options),
    personal: maybe(yes),
  }),
)
export const contactFieldList = listing(contactField)

export const fieldChange = object({
  label: maybe(label),
  options: maybe(options),
  personal: maybe({ type: 'boolean' } as Shape<boolean>),
})
/** What is left out stays as it is. Neither the name nor the type changes. */
export type FieldChange = FromShape<typeof fieldChange>

const stageId: Shape<string> = {
  type: 'string',
  pattern: '^[a-z0-9][a-z0-9_-]{0,39}$',
  'x-reason': 'must be up to 40 small letters, digits, - or _',
}
const stage = named<Stage>(
  'Stage',
  object<Stage>({ id: stageId, name: { ...nameText, maxLength: 60 }, colour: oneOf(stageColours), lost: maybe(yes) }),
)
/** GET /workspaces/{w}/stages · PUT Stages → Stages: the whole list, in its order. Whoever is in a stage that goes is in none that there is. */
export const stages = named<Stages>('Stages', object<Stages>({ stages: listOf(stage, 50) }))
export interface Stages {
  stages: Stage[]
}
