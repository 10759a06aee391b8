import { useTranslation } from 'react-i18next'
import type { ContactDetail } from '#schemas/api/contacts.ts'
import type { FieldValue } from '#schemas/conversation.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { useMay } from '../shell/session.tsx'
import { formatCalendarDay } from '../ui/format.ts'
import { Fact } from './Fact.tsx'
import type { Kind } from './FactInput.tsx'
import classes from './facts.module.css'
import { maskPhone } from './mask-phone.ts'
import { Part } from './Part.tsx'
import { useContactFields } from './use-people.ts'
import { useShown } from './use-shown.ts'

const own = {
  name: 'text',
  phone: 'phone',
  email: 'email',
  language: 'language',
  timeZone: 'zone',
  birthday: 'birthday',
} as const
type Own = keyof typeof own
const facts = Object.keys(own) as Own[]

/** What is known of a person, each changed where it stands. */
export function Facts({ contact }: { contact: ContactDetail }) {
  const { t } = useTranslation('contacts')
  const may = useMay()('changeContacts')
  const shown = useShown()
  const fields = useContactFields()
  const { id, fields: values } = contact
  const defined = new Set(fields.map(({ name }) => name))
  // What a flow set without a definition is a text, and stays readable.
  const others = Object.keys(values).filter((name) => !defined.has(name) && name !== 'language')
  const said: Record<Own, (value: string) => string> = {
    name: (value) => value,
    phone: (value) => (may ? value : maskPhone(value)),
    email: (value) => value,
    language: (value) => ownLanguageName(value),
    timeZone: (value) => value.replaceAll('_', ' '),
    birthday: formatCalendarDay,
  }
  return (
    <>
      <Part title={t('facts.title')}>
        <dl className={classes.facts}>
          {facts.map((fact) => {
            const value = contact[fact]
            return (
              <Fact
                key={fact}
                contactId={id}
                label={t(`fact.${fact}`)}
                kind={own[fact]}
                value={value}
                shown={value === undefined ? '–' : said[fact](value)}
                at={fact}
                readOnly={!may}
                toChange={(next) => ({ [fact]: next as string | null })}
              />
            )
          })}
        </dl>
      </Part>
      {fields.length + others.length > 0 && (
        <Part title={t('facts.fields')}>
          <dl className={classes.facts}>
            {fields.map(({ name, label, type, options }) => (
              <Fact
                key={name}
                contactId={id}
                label={label}
                kind={type}
                {...(options ? { options } : {})}
                value={values[name]}
                shown={shown(name, values[name])}
                at={`fields/${name}`}
                readOnly={!may}
                toChange={(next) => ({ fields: { [name]: next } })}
              />
            ))}
            {others.map((name) => (
              <Fact
                key={name}
                contactId={id}
                label={name}
                kind={kindOf(values[name])}
                value={values[name]}
                shown={shown(name, values[name])}
                at={`fields/${name}`}
                readOnly={!may}
                toChange={(next) => ({ fields: { [name]: next } })}
              />
            ))}
          </dl>
        </Part>
      )}
    </>
  )
}

/** How a value that no definition describes is changed: as it is. */
function kindOf(value: FieldValue | undefined): Kind {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'yes-no'
  return Array.isArray(value) ? 'many-of' : 'text'
}
