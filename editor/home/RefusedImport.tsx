import { Button } from '@mantine/core'
import { modals } from '@mantine/modals'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { ApiError, sentenceOf } from '../api/request.ts'
import dialog from '../ui/dialog.module.css'
import classes from './home.module.css'

/** Says why a file did not become a flow. */
export function openRefusedImport(fileName: string, error: unknown): void {
  const id = modals.open({
    title: i18next.t('home:import.refused', { fileName }),
    size: 480,
    children: <Reasons error={error} onClose={() => modals.close(id)} />,
  })
}

function Reasons({ error, onClose }: { error: unknown; onClose(): void }) {
  const { t } = useTranslation('shell')
  const problems = error instanceof ApiError ? (error.problem.problems ?? []) : []
  return (
    <>
      <p className={dialog.text}>{problems.length > 0 && error instanceof ApiError ? error.message : sentenceOf(error)}</p>
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {problems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path || '/'}</code> {message}
            </li>
          ))}
        </ul>
      )}
      <div className={dialog.buttons}>
        <Button onClick={onClose}>{t('close')}</Button>
      </div>
    </>
  )
}
