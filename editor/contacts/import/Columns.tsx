import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ImportView } from '#schemas/api/imports.ts'
import { type ColumnUse, plainUses } from '#schemas/people-file.ts'
import { getPrivacy } from '../../api/contacts.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Table } from '../../ui/Table.tsx'
import { useContactFields } from '../use-people.ts'
import classes from './imports.module.css'

/** What each column becomes, beside its heading and the first values in it. */
export function Columns({
  view: { columns, options },
  busy,
  onChange,
}: {
  view: ImportView
  busy: boolean
  onChange(uses: (ColumnUse | null)[]): void
}) {
  const { t } = useTranslation('imports')
  const { id: w } = useWorkspace()
  const fields = useContactFields()
  const purposes = useQuery({ queryKey: keys.privacy(w), queryFn: () => getPrivacy(w) }).data?.purposes ?? []
  const choices = [
    { value: '', label: t('columns.out') },
    {
      group: t('columns.person'),
      items: plainUses
        .filter((use) => !use.startsWith('consent-'))
        .map((use) => ({ value: use as string, label: t(`use.${use}`) })),
    },
    ...(fields.length > 0
      ? [{ group: t('columns.fields'), items: fields.map(({ name, label }) => ({ value: `field:${name}`, label })) }]
      : []),
    {
      group: t('columns.consents'),
      items: [
        ...purposes.map(({ id, name }) => ({ value: `consent:${id}`, label: t('useConsent', { purpose: name }) })),
        ...(['consent-words', 'consent-at'] as const).map((use) => ({ value: use as string, label: t(`use.${use}`) })),
      ],
    },
  ]
  const head = (
    <>
      <th>{t('columns.heading')}</th>
      <th data-wide>{t('columns.examples')}</th>
      <th>{t('columns.use')}</th>
    </>
  )
  return (
    <section className={classes.section}>
      <h2>{t('columns.title')}</h2>
      <p>{t('columns.sentence')}</p>
      <Table label={t('columns.title')} head={head}>
        {columns.map(({ heading, examples }, i) => {
          const name = heading || t('columns.number', { number: i + 1 })
          const shown = examples.join(' · ')
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            <tr key={i}>
              <td>
                <span className={classes.column}>
                  <strong>
                    <bdi>{name}</bdi>
                  </strong>
                  <small className={classes.onPhone}>
                    <bdi>{shown}</bdi>
                  </small>
                </span>
              </td>
              <td data-wide>
                <span className={classes.examples} title={shown}>
                  <bdi>{shown || t('columns.none')}</bdi>
                </span>
              </td>
              <td>
                <Select
                  className={classes.use}
                  aria-label={t('columns.useOf', { heading: name })}
                  value={options.columns[i] ?? ''}
                  data={choices}
                  allowDeselect={false}
                  searchable
                  disabled={busy}
                  onChange={(use) =>
                    onChange(columns.map((_, at) => (at === i ? use || null : (options.columns[at] ?? null)) as ColumnUse | null))
                  }
                />
              </td>
            </tr>
          )
        })}
      </Table>
    </section>
  )
}
