import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { listAlarms } from '../api/alarms.ts'
import { keys } from '../api/keys.ts'
import { Banner } from '../ui/Banner.tsx'
import { useMay, useWorkspace } from './session.tsx'

const askEveryMs = 60_000

/** What does not work and needs somebody, with what to do: for owners and admins, over every page with the sidebar, until it is mended. */
export function Alarms() {
  const { t } = useTranslation('shell')
  const workspace = useWorkspace()
  const may = useMay()
  const alarms = useQuery({
    queryKey: keys.alarms(workspace.id),
    queryFn: () => listAlarms(workspace.id),
    enabled: may('readAlarms'),
    refetchInterval: askEveryMs,
  })
  return alarms.data?.items.map(({ code, count = 1, chats = [] }) =>
    // The first page and Channels tell of each of those, with its reason.
    code === 'channels-out-of-order' ? null : (
      <Banner key={code} tone={code === 'teams-gone' ? 'warn' : 'danger'}>
        {t(`alarm.${code}`, { count })}
        {chats.map(({ conversationId, contactName }) => (
          <Fragment key={conversationId}>
            {' '}
            <Link to={`/w/${workspace.id}/inbox/all/${conversationId}`}>
              <bdi>{contactName}</bdi>
            </Link>
          </Fragment>
        ))}
      </Banner>
    ),
  )
}
