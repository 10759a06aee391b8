import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import { sendAgain } from '../composer/send.ts'
import { dropUnsent, type Unsent } from '../desk.ts'
import classes from './messages.module.css'

/** What was just written: at once in its place, with what holds it up and the way out. */
export function Pending({ message, owner }: { message: Unsent; owner: string | undefined }) {
  const { t } = useTranslation('inbox')
  const { kind, state, text, problem } = message
  const failed = state === 'failed'
  const reason = problem?.code === 'not-owner' ? t('thread.taken', { name: owner ?? t('thread.someoneElse') }) : problem?.sentence
  return (
    <div className={classes.message} data-by={kind === 'note' ? 'note' : 'agent'} data-failed={failed || undefined} data-ends>
      <div className={classes.bubble}>
        <p dir="auto" className={classes.words}>
          {text}
        </p>
      </div>
      <p className={classes.meta} data-bad={failed || undefined}>
        <Icon name={failed ? 'alert-circle' : 'clock'} size={13} />
        <span>{failed ? t('delivery.failed', { reason }) : t(`delivery.${state}`)}</span>
        {state !== 'sending' && (
          <button type="button" className={classes.link} onClick={() => sendAgain(message)}>
            {t('delivery.again')}
          </button>
        )}
        {failed && (
          <button type="button" className={classes.link} onClick={() => dropUnsent(message.clientId)}>
            {t('delivery.discard')}
          </button>
        )}
      </p>
    </div>
  )
}
