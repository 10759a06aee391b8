import { Button } from '@mantine/core'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Side } from '../document/merge.ts'
import { clashesOf } from '../document/open-clashes.ts'
import { useDocument, useFlowEditor, useView, useWording } from '../open-flow/flow-editor.ts'
import { useSession } from '../shell/session.tsx'
import { formatTime } from '../ui/format.ts'
import { Tile } from '../ui/Tile.tsx'
import { ByItself } from './merge/ByItself.tsx'
import { ClashCard } from './merge/ClashCard.tsx'
import { wordsOfClashes } from './merge/clash-words.ts'
import classes from './merge/merge.module.css'
import { useKeepCopy } from './merge/use-keep-copy.ts'
import { Panel, PanelBody, PanelFooter, PanelHeader, Section } from './Panel.tsx'

/** Two people changed one flow: what both changed is chosen here, the rest came together by itself. */
export function MergeDrafts() {
  const { t } = useTranslation('panels')
  const { look, document } = useFlowEditor()
  const { me } = useSession()
  const conflict = useDocument((state) => state.conflict)
  const flow = useDocument((state) => state.flow)
  const base = useDocument((state) => state.onServer)
  const clashes = useDocument(clashesOf)
  const choices = useView((view) => view.choices)
  const words = useClashWords()
  const { copying, keepCopy } = useKeepCopy()
  const waitsFor = useId()
  if (!conflict) return null
  const { savedBy } = conflict
  const own = savedBy.id === me.user.id
  const name = own ? t('merge.otherWindow') : savedBy.name
  const left = clashes.filter(({ path }) => !choices[path]).length
  const all = (side: Side) => look.getState().choose(Object.fromEntries(clashes.map(({ path }) => [path, side])))
  const save = () => {
    document.getState().takeIn(conflict, choices)
    if (document.getState().conflict) return
    look.setState({ choices: {} })
    look.getState().show(null)
  }
  return (
    <Panel label={t('merge.title')}>
      <PanelHeader
        tile={<Tile icon="arrow-merge" />}
        title={t('merge.title')}
        subtitle={<span role="status">{t('merge.left', { count: left })}</span>}
        onClose={() => look.getState().show(null)}
      />
      <PanelBody>
        <Section
          title={t('merge.both')}
          action={
            <div className={classes.all}>
              <Button size="xs" variant="subtle" onClick={() => all('mine')}>
                {t('merge.allMine')}
              </Button>
              <Button size="xs" variant="subtle" onClick={() => all('theirs')}>
                {own ? t('merge.allOtherWindow') : t('merge.allTheirs', { name })}
              </Button>
            </div>
          }
        >
          <ul className={classes.cards}>
            {clashes.map((clash) => (
              <ClashCard
                key={clash.path}
                time={formatTime(conflict.savedAt)}
                whose={own ? t('merge.theOtherWindow') : t('merge.theirs', { name })}
                {...{ clash, words }}
              />
            ))}
          </ul>
        </Section>
        <ByItself
          base={base}
          clashes={clashes}
          drafts={[
            { flow: conflict.draft, name },
            { flow, name: me.user.name },
          ]}
        />
      </PanelBody>
      <PanelFooter>
        <p className={classes.foot} id={waitsFor}>
          {left > 0 ? t('merge.waits', { count: left }) : t('merge.foot')}
        </p>
        <Button variant="subtle" loading={copying} onClick={keepCopy}>
          {t('merge.keepCopy')}
        </Button>
        <Button variant="filled" disabled={left > 0} aria-describedby={left > 0 ? waitsFor : undefined} onClick={save}>
          {t('merge.save')}
        </Button>
      </PanelFooter>
    </Panel>
  )
}

function useClashWords() {
  const { t } = useTranslation('panels')
  const { t: canvas } = useTranslation('canvas')
  const wording = useWording()
  const flow = useDocument((state) => state.flow)
  const conflict = useDocument((state) => state.conflict)
  return useMemo(
    () => wordsOfClashes({ t, canvas, wording, drafts: conflict ? [flow, conflict.draft] : [flow] }),
    [t, canvas, wording, flow, conflict],
  )
}
