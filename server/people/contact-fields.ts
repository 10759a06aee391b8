import type { FieldChange, Stages } from '#schemas/api/contact-fields.ts'
import type { Listing } from '#schemas/api/shape.ts'
import type { ContactField, Stage } from '#schemas/contact-field.ts'
import { type Deps, instantNow } from '../deps.ts'
import { AppError, invalidInput } from '../errors.ts'
import { type Store, UniqueViolation } from '../store/contract.ts'
import { findAll } from '../store/find-all.ts'
import { inWorkspace } from '../store/in-workspace.ts'
import { type Actor, recordAudit } from '../workspaces/index.ts'
import { type ContactFieldDoc, contactFields, contactStages } from './collections.ts'

type Parts = Pick<Deps, 'store' | 'now' | 'random'>

const mostFields = 200
const fieldKey = (workspaceId: string, name: string): string => `${workspaceId}.${name}`

/** The fields of a workspace, in the order in which they were made. */
export async function fieldsOf(store: Store, workspaceId: string): Promise<ContactField[]> {
  const docs = await findAll(inWorkspace(store, contactFields, workspaceId), {}, { createdAt: 1 })
  return docs.map(fieldOf)
}

const fieldOf = ({ name, label, type, options, personal }: ContactFieldDoc): ContactField => ({
  name,
  label,
  type,
  ...(options && { options }),
  ...(personal && { personal }),
})

export const listFields = async (store: Store, workspaceId: string): Promise<Listing<ContactField>> => ({
  items: await fieldsOf(store, workspaceId),
})

/** Defines a field. What flows have set under its name already is read as before. */
export async function addField(parts: Parts, actor: Actor, given: ContactField): Promise<ContactField> {
  const { workspaceId } = actor
  checkOptions(given)
  const docs = inWorkspace(parts.store, contactFields, workspaceId)
  if ((await docs.count({})) >= mostFields)
    throw invalidInput({ path: '/name', message: `is one too many: a workspace has ${mostFields} fields at most` })
  try {
    const made = await docs.insert({ _id: fieldKey(workspaceId, given.name), ...given, createdAt: instantNow(parts) })
    await recordAudit(parts, actor, 'create', `contact field ${given.name}`)
    return fieldOf(made)
  } catch (error) {
    throw error instanceof UniqueViolation ? new AppError('field-exists') : error
  }
}

/** Changes what a field is called and what it can be; its name and its type stay. */
export async function changeField(parts: Parts, actor: Actor, name: string, change: FieldChange): Promise<ContactField> {
  const docs = inWorkspace(parts.store, contactFields, actor.workspaceId)
  const is = await docs.get(fieldKey(actor.workspaceId, name))
  if (!is) throw new AppError('not-found')
  const { label, options, personal } = change
  if (options) checkOptions({ ...is, options })
  const changed = await docs.update(is._id, {
    $set: {
      label: label ?? is.label,
      ...(options && { options }),
      ...(personal === true && { personal }),
    },
    ...(personal === false && { $unset: ['personal'] }),
  })
  if (!changed) throw new AppError('not-found')
  await recordAudit(parts, actor, 'change', `contact field ${name}`)
  return fieldOf(changed)
}

/** Its definition goes; what is known of people under it stays, as a text. */
export async function deleteField(parts: Parts, actor: Actor, name: string): Promise<void> {
  const docs = inWorkspace(parts.store, contactFields, actor.workspaceId)
  if ((await docs.delete({ _id: fieldKey(actor.workspaceId, name) })) === 0) throw new AppError('not-found')
  await recordAudit(parts, actor, 'delete', `contact field ${name}`)
}

function checkOptions({ type, options }: Pick<ContactField, 'type' | 'options'>): void {
  const isList = type === 'one-of' || type === 'many-of'
  if (isList && !options) throw invalidInput({ path: '/options', message: 'is missing: what can it be?' })
  if (!isList && options) throw invalidInput({ path: '/options', message: 'is for lists only' })
}

/** The stages of a workspace, in their order; these, until somebody changes them. */
export async function stagesOf(store: Store, workspaceId: string): Promise<Stage[]> {
  return (await inWorkspace(store, contactStages, workspaceId).get(workspaceId))?.stages ?? usualStages
}

const usualStages: Stage[] = [
  { id: 'new', name: 'New', colour: 'blue' },
  { id: 'returning', name: 'Returning', colour: 'green' },
  { id: 'loyal', name: 'Loyal', colour: 'violet' },
  { id: 'quiet', name: 'Quiet', colour: 'amber' },
  { id: 'lost', name: 'Lost', colour: 'grey', lost: true },
]

export async function changeStages(parts: Parts, actor: Actor, { stages }: Stages): Promise<Stages> {
  const { workspaceId } = actor
  const ids = stages.map(({ id }) => id)
  const twice = ids.findIndex((id, at) => ids.indexOf(id) !== at)
  if (twice >= 0) throw invalidInput({ path: `/stages/${twice}/id`, message: 'is there twice' })
  await parts.store.collection(contactStages).put({ _id: workspaceId, workspaceId, stages })
  await recordAudit(parts, actor, 'change', 'contact stages')
  return { stages }
}
