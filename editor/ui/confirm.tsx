import { Button } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../api/request.ts'
import { Banner } from './Banner.tsx'
import classes from './dialog.module.css'

export interface Question {
  /** "Delete “Still there?”?" */
  title: string
  /** What follows from it, in a sentence: "Its 37 waiting people finish on version 14." */
  children?: ReactNode
  /** The verb on the button: "Delete node". */
  action: string
  danger?: boolean
  /** A promise keeps the dialog busy; its failure is shown in the dialog and keeps it open. */
  onConfirm(): unknown
  /** It is gone, whichever way it was answered. */
  onClosed?(): void
}

/** Asks before something that cannot be undone. */
export function confirm(question: Question): void {
  const id = modals.open({
    title: question.title,
    withCloseButton: false,
    size: 440,
    onClose: () => question.onClosed?.(),
    children: <ConfirmBody {...question} onClose={() => modals.close(id)} />,
  })
}

function ConfirmBody({ children, action, danger, onConfirm, onClose }: Question & { onClose(): void }) {
  const { t } = useTranslation('shell')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  const run = async () => {
    setBusy(true)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <>
      <div className={classes.text}>{children}</div>
      {failure !== undefined && <Banner tone="danger">{sentenceOf(failure)}</Banner>}
      <div className={classes.buttons}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant={danger ? 'danger' : 'filled'} loading={busy} onClick={run} data-autofocus>
          {action}
        </Button>
      </div>
    </>
  )
}
