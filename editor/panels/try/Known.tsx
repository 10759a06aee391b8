import { useTranslation } from 'react-i18next'
import type { TryView } from '#schemas/api/tries.ts'
import { ownLanguageName } from '#schemas/language-names.ts'
import { useWording } from '../../open-flow/flow-editor.ts'
import { Facts } from './Facts.tsx'
import classes from './try.module.css'

/** What the flow knows now: the language, its variables, the contact. */
export function Known({ view }: { view: TryView }) {
  const { t } = useTranslation('panels')
  const wording = useWording()
  const { contact } = view
  // The language has a line of its own.
  const { language: _known, ...fields } = contact.fields
  const own = { name: contact.name, phone: contact.phone, email: contact.email, ...fields }
  const facts = [
    [t('try.language'), ownLanguageName(view.language)] as const,
    ...Object.entries(view.variables).map(([name, value]) => [wording.variable(name), value] as const),
    ...Object.entries(own).flatMap(([name, value]) =>
      value === undefined ? [] : [[t('try.ofContact', { name: wording.variable(name) }), value] as const],
    ),
    ...(contact.tags.length > 0 ? [[t('try.tags'), contact.tags] as const] : []),
  ]
  return (
    <section className={classes.known}>
      <div className={classes.head}>{t('try.known')}</div>
      <Facts facts={facts} />
    </section>
  )
}
