import { Button, Menu, Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useStore } from 'zustand'
import { ownLanguageName } from '#schemas/language-names.ts'
import { NotLive } from '../answering/NotLive.tsx'
import { CommandButton } from '../commands/CommandButton.tsx'
import { useCommands } from '../commands/use-commands.ts'
import { useDocument, useFlowEditor, useView } from '../open-flow/flow-editor.ts'
import { useDraft } from '../panels/versions/draft.ts'
import { useWorkspace } from '../shell/session.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Mark } from '../ui/Mark.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Tag } from '../ui/Tag.tsx'
import { FlowName } from './FlowName.tsx'
import { SaveState } from './SaveState.tsx'
import classes from './topbar.module.css'

/** The bar over the canvas: where one is, how the draft is, how to look at it, and the way out into the world. */
export function TopBar({ wide }: { wide: boolean }) {
  const { t } = useTranslation('canvas')
  const workspace = useWorkspace()
  const { look } = useFlowEditor()
  const mode = useView((view) => view.mode)
  return (
    <header className={classes.bar}>
      <Link to={`/w/${workspace.id}/flows`} aria-label={t('top.home')}>
        <Mark />
      </Link>
      <FlowName workspaceName={workspace.name} />
      <SaveState />
      <LiveVersion />
      <span className={classes.space} />
      <Segmented
        label={t('top.mode')}
        value={mode}
        onChange={look.getState().setMode}
        options={[
          { value: 'build', label: t('top.build'), icon: 'pencil' },
          { value: 'statistics', label: t('top.statistics'), icon: 'chart-bar' },
        ]}
      />
      <span className={classes.space} />
      {wide && <UndoRedo />}
      <ShownLanguage />
      <Problems />
      <TryIt />
      {wide && <Publish />}
    </header>
  )
}

function LiveVersion() {
  const { t } = useTranslation('canvas')
  const { document } = useDraft()
  const version = useStore(document, (draft) => draft.liveVersion)
  const paused = useStore(document, (draft) => draft.paused)
  const unpublished = useStore(document, (draft) => draft.unpublished)
  const state = version === null ? t('top.notLive') : t(paused ? 'top.paused' : 'top.live', { version })
  return (
    <span className={classes.live}>
      <Tag tone={paused ? 'warn' : 'line'}>{state}</Tag>
      <NotLive count={unpublished} />
    </span>
  )
}

function UndoRedo() {
  const canUndo = useDocument((document) => document.canUndo)
  const canRedo = useDocument((document) => document.canRedo)
  return (
    <span className={classes.history}>
      <CommandButton id="undo" disabled={!canUndo} />
      <CommandButton id="redo" disabled={!canRedo} />
    </span>
  )
}

function ShownLanguage() {
  const { t } = useTranslation('canvas')
  const { look } = useFlowEditor()
  const shown = useView((view) => view.language)
  const offered = useDocument((document) => document.flow.languages.offered)
  if (offered.length < 2) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          className={classes.language}
          leftSection={<Icon name="language" />}
          rightSection={<Icon name="chevron-down" size={14} />}
          aria-label={t('top.language')}
        >
          <span lang={shown} className={classes.shown}>
            {ownLanguageName(shown)}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            rightSection={language === shown ? <Icon name="check" size={14} /> : undefined}
            onClick={() => look.getState().setLanguage(language)}
          >
            {ownLanguageName(language)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Problems() {
  const { t } = useTranslation('canvas')
  const { run } = useCommands()
  const problems = useDocument((document) => document.problems)
  if (problems.length === 0) return null
  const error = problems.some((problem) => problem.severity === 'error')
  return (
    <Button size="xs" className={classes.problems} data-severity={error ? 'error' : 'warning'} onClick={() => run('problems')}>
      <Icon name={error ? 'alert-circle' : 'alert-triangle'} size={14} />
      {t('problem.count', { count: problems.length })}
    </Button>
  )
}

function TryIt() {
  const { t } = useTranslation('canvas')
  const { run } = useCommands()
  const trying = useView((view) => view.panel === 'try')
  return (
    <Button
      className={classes.tryIt}
      data-on={trying || undefined}
      aria-pressed={trying}
      leftSection={<Icon name="player-play" />}
      onClick={() => run('tryIt')}
    >
      {t('commands.tryIt')}
    </Button>
  )
}

function Publish() {
  const { t } = useTranslation('canvas')
  const { run } = useCommands()
  const barred = useDocument(({ saveState }) => (saveState === 'read-only' || saveState === 'conflict' ? saveState : undefined))
  return (
    <Tooltip label={barred && t(`barred.${barred}`)} disabled={!barred}>
      {/* A button that is disabled hears of no pointer. */}
      <span>
        <Button variant="filled" disabled={barred !== undefined} onClick={() => run('publish')}>
          {t('commands.publish')}
        </Button>
      </span>
    </Tooltip>
  )
}
