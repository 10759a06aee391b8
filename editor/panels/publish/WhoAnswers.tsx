import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { FlowOrder } from '#schemas/api/flow-order.ts'
import { AnswerOrder } from '../../answering/AnswerOrder.tsx'
import { answeringOf } from '../../answering/answering.ts'
import { useStartWords } from '../../answering/start-words.ts'
import { useDocument } from '../../open-flow/flow-editor.ts'
import { Icon } from '../../ui/Icon.tsx'
import classes from './publish.module.css'

/** Which flow answers whom once this is live, what is in its way, and what nobody can reach. */
export function WhoAnswers({ order, onMove }: { order: FlowOrder; onMove: ((flowIds: string[]) => void) | undefined }) {
  const { t } = useTranslation('answering')
  const startWords = useStartWords()
  const { workspaceId, flowId, paused } = useDocument((document) => document)
  const own = answeringOf(order).find(({ id }) => id === flowId)
  return (
    <section className={classes.answers}>
      <h3>
        {t('title')} <small className={classes.quiet}>{t('firstThatFits')}</small>
      </h3>
      {order.channels.length === 0 && (
        <p className={classes.nobody}>
          <Icon name="alert-triangle" size={14} />
          <span>
            {t('publish.noChannel')} <Link to={`/w/${workspaceId}/settings/channels`}>{t('publish.addChannel')}</Link>
          </span>
        </p>
      )}
      <AnswerOrder order={order} own={flowId} onMove={onMove} />
      <p className={classes.quiet}>
        {paused && `${t('publish.resumes')} `}
        {own && (own.never ? t('publish.getsNobody') : t('publish.gets', { what: startWords(own.starter.start) }))}
      </p>
    </section>
  )
}
