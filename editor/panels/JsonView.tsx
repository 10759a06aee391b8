import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Flow } from '#schemas/flow.ts'
import { openFile } from '../commands/open-file.ts'
import { replaceFlow } from '../document/edits.ts'
import { readFlow } from '../document/read-flow.ts'
import { useDocument, useFlowEditor } from '../open-flow/flow-editor.ts'
import { Banner } from '../ui/Banner.tsx'
import { fetched } from '../ui/fetched.tsx'
import { Icon } from '../ui/Icon.tsx'
import { SkeletonRows } from '../ui/Skeleton.tsx'
import { saveFile } from '../ui/save-file.ts'
import { Tile } from '../ui/Tile.tsx'
import { toast } from '../ui/toast.tsx'
import classes from './json/json.module.css'
import { Panel, PanelFooter, PanelHeader } from './Panel.tsx'

const JsonEditor = fetched(async () => (await import('./json/JsonEditor.tsx')).JsonEditor)

/** The whole flow as it is saved: to read, to copy, to change. What is applied is one step that can be undone. */
export function JsonView() {
  const { t } = useTranslation('panels')
  const { document, look } = useFlowEditor()
  const flow = useDocument((state) => state.flow)
  const readOnly = useDocument((state) => state.saveState === 'read-only')
  // With the flow as it was at the first keystroke: another one at the end means that somebody changed it meanwhile.
  const [typed, setTyped] = useState<{ text: string; over: Flow }>()
  const [problem, setProblem] = useState<string>()
  const outdated = typed !== undefined && typed.over !== flow
  const shown = typed?.text ?? JSON.stringify(flow, null, 2)

  const type = (text: string) => setTyped((before) => ({ text, over: before?.over ?? flow }))
  const apply = (text: string, label: string) => {
    const read = readFlow(text)
    setProblem('problem' in read ? read.problem : undefined)
    if ('problem' in read) return type(text)
    document.getState().edit(label, (before) => replaceFlow(before, read.flow))
    setTyped(undefined)
    toast({ text: t('json.applied'), icon: 'check', action: { label: t('json.undo'), onClick: document.getState().undo } })
  }
  const importFile = async () => {
    const text = await openFile('.json,application/json')
    if (text !== undefined) apply(text, 'import')
  }
  const discard = () => {
    setTyped(undefined)
    setProblem(undefined)
  }
  return (
    <Panel label={t('json.title')}>
      <PanelHeader
        tile={<Tile icon="code" />}
        title={t('json.title')}
        subtitle={flow.name}
        onClose={() => look.getState().show(null)}
      >
        {!readOnly && (
          <Button
            variant="subtle"
            size="xs"
            leftSection={<Icon name="file-import" size={14} />}
            onClick={() => void importFile()}
          >
            {t('json.import')}
          </Button>
        )}
        <Button
          variant="subtle"
          size="xs"
          leftSection={<Icon name="file-export" size={14} />}
          onClick={() => saveFile(`${flow.name}.alur.json`, `${JSON.stringify(flow, null, 2)}\n`)}
        >
          {t('json.export')}
        </Button>
      </PanelHeader>
      <div className={classes.editor} dir="ltr">
        <Suspense fallback={<SkeletonRows rows={8} height={32} />}>
          <JsonEditor label={t('json.title')} value={shown} onChange={type} readOnly={readOnly} />
        </Suspense>
      </div>
      {problem && (
        <div className={classes.problem}>
          <Banner tone="danger">{problem}</Banner>
        </div>
      )}
      {outdated && !readOnly && (
        <div className={classes.problem}>
          <Banner tone="warn">{t('json.outdated')}</Banner>
        </div>
      )}
      {typed && !readOnly && (
        <PanelFooter>
          <span className={classes.hint}>{t('json.hint')}</span>
          <Button onClick={discard}>{t('json.discard')}</Button>
          <Button variant="filled" onClick={() => apply(typed.text, 'json')}>
            {outdated ? t('json.replace') : t('json.apply')}
          </Button>
        </PanelFooter>
      )}
    </Panel>
  )
}
