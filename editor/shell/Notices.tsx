import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#schemas/api/notices.ts'
import { keys } from '../api/keys.ts'
import { listNotices } from '../api/session.ts'
import { Banner } from '../ui/Banner.tsx'
import { useSession } from './session.tsx'

/** What is wrong with this server and can be mended by who runs it: for owners, over every page with the sidebar. */
export function Notices() {
  const { t } = useTranslation('shell')
  const { workspace } = useSession()
  const [hidden, setHidden] = useState<string[]>([])
  const notices = useQuery({ queryKey: keys.notices, queryFn: listNotices, enabled: workspace.role === 'owner' })
  const keyOf = ({ code, at }: Notice) => `${code} ${at}`
  const shown = notices.data?.items.filter((notice) => !hidden.includes(keyOf(notice))) ?? []
  return shown.map((notice) => (
    <Banner
      key={keyOf(notice)}
      tone="warn"
      action={{ label: t('notice.hide'), onClick: () => setHidden((before) => [...before, keyOf(notice)]) }}
    >
      {notice.values.address ? t(`notice.${notice.code}`, notice.values) : t(`notice.${notice.code}_outside`)}
    </Banner>
  ))
}
