import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Difference, StaleRevision } from '#schemas/api/contract.ts'
import dialog from '../ui/dialog.module.css'
import { formatTime } from '../ui/format.ts'
import classes from './picker.module.css'

export interface CompareProps {
  conflict: StaleRevision
  opened: boolean
  onClose(): void
  /** The ways out, as buttons. */
  children: ReactNode
}

/** What somebody else's saved draft has that one's own does not. */
export function Compare({ conflict, opened, onClose, children }: CompareProps) {
  const { t } = useTranslation('canvas')
  const { name } = conflict.savedBy
  return (
    <Modal opened={opened} onClose={onClose} title={t('conflict.title', { name, time: formatTime(conflict.savedAt) })} size={560}>
      <ul className={classes.differences}>
        {conflict.differences.map((difference) => (
          <Change key={`${difference.kind} ${difference.nodeId} ${difference.name}`} difference={difference} />
        ))}
      </ul>
      <p className={dialog.text}>{t('conflict.explain')}</p>
      <div className={dialog.buttons}>{children}</div>
    </Modal>
  )
}

function Change({ difference }: { difference: Difference }) {
  const { t } = useTranslation('canvas')
  return (
    <li>
      {t(`difference.${difference.kind}`, { name: difference.name })}
      {difference.changes?.map((change) => (
        <p key={change.path} dir="auto">
          <del>{change.before}</del> <ins>{change.after}</ins>
        </p>
      ))}
    </li>
  )
}
