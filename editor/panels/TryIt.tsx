import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { sentenceOf } from '../api/request.ts'
import { useDocument, useFlowEditor } from '../open-flow/flow-editor.ts'
import { Banner } from '../ui/Banner.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Panel } from './Panel.tsx'
import { ClockBar } from './try/ClockBar.tsx'
import { Known } from './try/Known.tsx'
import { Phone } from './try/Phone.tsx'
import { SignalBar } from './try/SignalBar.tsx'
import { Steps } from './try/Steps.tsx'
import { TryHeader } from './try/TryHeader.tsx'
import { pathOf } from './try/trace.ts'
import classes from './try/try.module.css'
import { useTry } from './try/use-try.ts'

/** A phone to talk to the draft with: the real engine, a clock to move, every step shown here and on the canvas. */
export function TryIt() {
  const { t } = useTranslation('panels')
  const { look } = useFlowEditor()
  const draft = useDocument((document) => document.flow)
  const trying = useTry()
  const { view, flow, error } = trying
  useEffect(() => {
    if (view && flow) look.getState().light(view.turns.length > 0 ? pathOf(view, flow) : null)
  }, [view, flow, look])
  useEffect(() => {
    return () => look.getState().light(null)
  }, [look])
  return (
    <Panel label={t('try.title')}>
      <TryHeader trying={trying} onClose={() => look.getState().show(null)} />
      {!view && error !== undefined && error !== null ? (
        <ErrorState title={t('try.failed')} error={error} onRetry={() => trying.restart()} />
      ) : (
        <>
          <ClockBar trying={trying} />
          <SignalBar trying={trying} />
          {view && flow !== draft && (
            <div className={classes.notice}>
              <Banner tone="read" icon="pencil" action={{ label: t('try.restart'), onClick: () => trying.restart() }}>
                {t('try.changed')}
              </Banner>
            </div>
          )}
          {view && error ? (
            <div className={classes.notice}>
              <Banner tone="danger">{sentenceOf(error)}</Banner>
            </div>
          ) : null}
          <div className={classes.columns}>
            <div className={classes.phonePlace}>
              <Phone trying={trying} />
            </div>
            <div className={classes.trace}>
              {view && flow && <Steps view={view} flow={flow} moves={trying.moves} />}
              {view && <Known view={view} />}
            </div>
          </div>
        </>
      )}
    </Panel>
  )
}
