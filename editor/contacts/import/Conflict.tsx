import { Radio } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ConflictRule } from '#schemas/people-file.ts'
import classes from './imports.module.css'

const inOrder: readonly ConflictRule[] = ['fill', 'overwrite', 'skip']

/** What becomes of people who are here already. */
export function Conflict({ rule, busy, onChange }: { rule: ConflictRule; busy: boolean; onChange(rule: ConflictRule): void }) {
  const { t } = useTranslation('imports')
  return (
    <section className={classes.section}>
      <Radio.Group
        label={t('conflict.title')}
        description={t('conflict.sentence')}
        value={rule}
        onChange={(value) => onChange(value as ConflictRule)}
      >
        <div className={classes.choices}>
          {inOrder.map((value) => (
            <Radio key={value} value={value} label={t(`conflict.${value}`)} disabled={busy} />
          ))}
        </div>
      </Radio.Group>
    </section>
  )
}
