import { readEmail } from '#nodes/read-email.ts'
import { readPhone } from '#nodes/read-phone.ts'
import type { ContactChange } from '#schemas/api/contacts.ts'
import { cleanName } from '#schemas/clean-name.ts'
import { isBirthday, unfitFor } from '#schemas/contact-field.ts'
import type { Engine } from '../engine/engine.ts'
import { type InputProblem, invalidInput } from '../errors.ts'
import type { PersonChange } from './change-contact.ts'
import { fieldsOf, stagesOf } from './contact-fields.ts'

type Facts = NonNullable<PersonChange['contact']>

/** What is known of a workspace that a change has to fit. */
export interface Fitting {
  country: string | undefined
  fields: Awaited<ReturnType<typeof fieldsOf>>
  stages: Awaited<ReturnType<typeof stagesOf>>
}

export async function fittingOf(
  { store, timeZones }: Pick<Engine, 'store' | 'timeZones'>,
  workspaceId: string,
): Promise<Fitting> {
  const [place, fields, stages] = await Promise.all([
    timeZones.place(workspaceId),
    fieldsOf(store, workspaceId),
    stagesOf(store, workspaceId),
  ])
  return { country: place.country, fields, stages }
}

/** A change as the log keeps it: numbers in E.164, addresses in lower case. What does not fit is refused by name. */
export function checkChange(
  fitting: Fitting,
  given: Omit<ContactChange, 'changeId'>,
): Pick<PersonChange, 'contact' | 'fields' | 'tags'> {
  const checked = fitted(fitting, given)
  if (checked.problems.length > 0) throw invalidInput(...checked.problems)
  return checked.change
}

/** The same with the problems as a value, for who reports many at once. */
export function fitted(
  { country, fields: known, stages }: Fitting,
  { fields, tags, ...facts }: Omit<ContactChange, 'changeId'>,
): { change: Pick<PersonChange, 'contact' | 'fields' | 'tags'>; problems: InputProblem[] } {
  const problems: InputProblem[] = []
  const refuse = (path: string, message: string): undefined => {
    problems.push({ path, message })
  }
  const read: { [Fact in keyof typeof facts]-?: (given: string) => string | undefined } = {
    name: (name) => cleanName(name) || refuse('/name', 'must not be empty'),
    phone: (phone) => readPhone(phone, country) ?? refuse('/phone', 'is no phone number; write it with its country code'),
    email: (email) => readEmail(email)?.toLowerCase() ?? refuse('/email', 'is no e-mail address'),
    language: (language) => language,
    timeZone: (timeZone) => (isTimeZone(timeZone) ? timeZone : refuse('/timeZone', 'is not a time zone such as Asia/Hong_Kong')),
    birthday: (day) => (isBirthday(day) ? day : refuse('/birthday', 'is no birthday such as 1990-11-29 or --11-29')),
    stage: (stage) => (stages.some(({ id }) => id === stage) ? stage : refuse('/stage', 'is none of the workspace’s stages')),
  }
  const contact: Facts = {}
  for (const [fact, value] of Object.entries(facts) as [keyof typeof read, string | null | undefined][]) {
    if (value === undefined) continue
    const fact_ = value === null ? null : read[fact](value)
    if (fact_ !== undefined) contact[fact] = fact_
  }
  for (const [name, value] of Object.entries(fields ?? {})) {
    const field = known.find((one) => one.name === name)
    if (!field) {
      // What flows told under a name that is no field's can be taken away all the same.
      if (value !== null) refuse(`/fields/${name}`, 'is none of the workspace’s fields')
      continue
    }
    const why = value === null ? undefined : unfitFor(field, value)
    if (why) refuse(`/fields/${name}`, why)
  }
  const add = cleaned(tags?.add)
  const remove = cleaned(tags?.remove).filter((tag) => !add.includes(tag))
  return {
    problems,
    change: {
      ...(Object.keys(contact).length > 0 && { contact }),
      ...(fields && Object.keys(fields).length > 0 && { fields }),
      ...(add.length + remove.length > 0 && { tags: { add, remove } }),
    },
  }
}

const cleaned = (tags: readonly string[] = []): string[] => [
  ...new Set(tags.map((tag) => cleanName(tag)).filter((tag) => tag !== '')),
]

export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}
