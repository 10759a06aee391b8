import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CaseView } from '#schemas/api/cases.ts'
import type { ConversationDetail } from '#schemas/api/inbox.ts'
import { listCasesOf } from '../../api/conversations.ts'
import { keys } from '../../api/keys.ts'
import { useWorkspace } from '../../shell/session.tsx'
import { Isolated, isolated } from '../../ui/Isolated.tsx'
import { momentOf } from '../times.ts'
import classes from './card.module.css'

/** What they came for before, case by case, the newest first; nothing while the first is open. */
export function CasesPart({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation('inbox')
  const { id: w } = useWorkspace()
  const { case: newest, id } = conversation
  const several = newest !== undefined && (newest.number > 1 || newest.closedAt !== undefined)
  const { data, error } = useQuery({
    queryKey: keys.cases(w, id, `${newest?.number} ${newest?.closedAt ?? 'open'}`),
    queryFn: () => listCasesOf(w, id),
    enabled: several,
  })
  if (!several || (!data && !error)) return null
  return (
    <section className={classes.part}>
      <h3>{t('cases.title')}</h3>
      {!data && <p className={classes.why}>{t('cases.failed')}</p>}
      <dl className={classes.facts}>
        {data?.items.map((one) => (
          <div key={one.id}>
            <dt>{t('cases.one', { number: one.number })}</dt>
            <dd>
              <Isolated text={[periodOf(one, t), ...whyOf(one, t)].join(' · ')} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const periodOf = ({ openedAt, closedAt }: CaseView, t: TFunction<'inbox'>): string => {
  const opened = momentOf(openedAt)
  return closedAt ? t('cases.closed', { opened, closed: momentOf(closedAt) }) : t('cases.open', { opened })
}

const whyOf = ({ closing }: CaseView, t: TFunction<'inbox'>): string[] =>
  closing
    ? [
        t(`cases.code.${closing.code}`, { name: isolated(closing.by?.name || t('thread.someoneElse')) }),
        ...(closing.words ? [isolated(closing.words)] : []),
      ]
    : []
