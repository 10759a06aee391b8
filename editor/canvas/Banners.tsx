import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { createFlow } from '../api/flows.ts'
import { sentenceOf } from '../api/request.ts'
import { useShownVersion } from '../panels/versions/use-shown-version.ts'
import { Banner } from '../ui/Banner.tsx'
import { toast } from '../ui/toast.tsx'
import { Compare } from './Compare.tsx'
import classes from './canvas.module.css'
import { useDocument, useFlowEditor } from './hooks.ts'

/** What stands in the way of the draft: no network, another author, a role that may only read. */
export function Banners({ wide }: { wide: boolean }) {
  const { t } = useTranslation('canvas')
  const { autosave } = useFlowEditor()
  const state = useDocument((document) => document.saveState)
  const error = useDocument((document) => document.saveError)
  const { version } = useShownVersion()
  if (state === 'conflict') return <Conflict />
  const banner = {
    offline: (
      <Banner tone="warn" icon="cloud-off" action={{ label: t('banner.retry'), onClick: autosave.retry }}>
        {t('banner.offline')}
      </Banner>
    ),
    failed: (
      <Banner tone="danger" action={{ label: t('banner.retry'), onClick: autosave.retry }}>
        {t('banner.failed', { reason: error })}
      </Banner>
    ),
    'read-only': version === null && <Banner tone="read">{t('banner.readOnly')}</Banner>,
  }[state as string]
  if (banner) return <div className={classes.banner}>{banner}</div>
  return wide ? null : (
    <div className={classes.banner}>
      <Banner tone="read" icon="device-desktop">
        {t('banner.narrow')}
      </Banner>
    </div>
  )
}

function Conflict() {
  const { t } = useTranslation('canvas')
  const { document } = useFlowEditor()
  const navigate = useNavigate()
  const conflict = useDocument((state) => state.conflict)
  const [comparing, setComparing] = useState(false)
  const [copying, setCopying] = useState(false)
  if (!conflict) return null
  const keepCopy = async () => {
    const { workspaceId, flow, takeTheirs } = document.getState()
    const name = t('conflict.copyName', { name: flow.name }).slice(0, 120)
    setCopying(true)
    try {
      const copy = await createFlow(workspaceId, name, { ...flow, name })
      takeTheirs()
      await navigate(`/w/${workspaceId}/flows/${copy.id}`)
    } catch (failure) {
      toast({ text: sentenceOf(failure), icon: 'alert-circle' })
    } finally {
      setCopying(false)
    }
  }
  return (
    <div className={classes.banner}>
      <Banner tone="danger" action={{ label: t('conflict.compare'), onClick: () => setComparing(true) }}>
        {t('conflict.sentence', { name: conflict.savedBy.name })}
      </Banner>
      <Compare conflict={conflict} opened={comparing} onClose={() => setComparing(false)}>
        <Button loading={copying} onClick={keepCopy}>
          {t('conflict.keepCopy')}
        </Button>
        <Button variant="filled" onClick={() => document.getState().takeTheirs()}>
          {t('conflict.takeTheirs', { name: conflict.savedBy.name })}
        </Button>
      </Compare>
    </div>
  )
}
