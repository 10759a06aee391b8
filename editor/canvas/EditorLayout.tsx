import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { ReactFlowProvider } from '@xyflow/react'
import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { Palette } from '../panels/Palette.tsx'
import { VersionBanner } from '../panels/versions/ShownVersion.tsx'
import { Banners } from './Banners.tsx'
import { Canvas } from './Canvas.tsx'
import { ConnectDialog } from './ConnectDialog.tsx'
import { ContextMenu } from './ContextMenu.tsx'
import { Ghost } from './Ghost.tsx'
import { useFlowEditor, useOverlay, useView } from './hooks.ts'
import classes from './layout.module.css'
import { NodePicker } from './NodePicker.tsx'
import { RenameFlowDialog } from './RenameFlowDialog.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { TopBar } from './TopBar.tsx'
import { useCanvasHandle } from './use-canvas-handle.ts'
import { useClipboard } from './use-clipboard.ts'
import { CommandsContext, commandsOver } from './use-commands.ts'
import { useOthers } from './use-others.ts'
import { useShortcuts } from './use-shortcuts.ts'

const Finder = lazy(() => import('./Finder.tsx'))
const PublishDialog = lazy(async () => ({ default: (await import('../panels/PublishDialog.tsx')).PublishDialog }))
const FlowSettings = lazy(async () => ({ default: (await import('../panels/FlowSettings.tsx')).FlowSettings }))
const StatisticsBar = lazy(async () => ({ default: (await import('../panels/StatisticsBar.tsx')).StatisticsBar }))
const StatisticsPanel = lazy(async () => ({ default: (await import('../panels/StatisticsPanel.tsx')).StatisticsPanel }))
const panels = {
  inspector: lazy(async () => ({ default: (await import('../panels/Inspector.tsx')).Inspector })),
  try: lazy(async () => ({ default: (await import('../panels/TryIt.tsx')).TryIt })),
  versions: lazy(async () => ({ default: (await import('../panels/Versions.tsx')).Versions })),
  json: lazy(async () => ({ default: (await import('../panels/JsonView.tsx')).JsonView })),
  problems: lazy(async () => ({ default: (await import('../panels/Problems.tsx')).Problems })),
}

/** The flow editor: bar, palette, canvas and the panel that is open. */
export function EditorLayout() {
  return (
    <ReactFlowProvider>
      <Editor />
    </ReactFlowProvider>
  )
}

function Editor() {
  const editor = useFlowEditor()
  const navigate = useNavigate()
  const { handle, onPointerMove } = useCanvasHandle()
  const clipboard = useClipboard(editor, handle)
  const commands = useMemo(
    () => commandsOver({ ...editor, canvas: handle, clipboard, go: (path) => void navigate(path) }),
    [editor, handle, clipboard, navigate],
  )
  useShortcuts(commands)
  useOthers()
  const wide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
  const mode = useView((view) => view.mode)
  const trying = useView((view) => view.panel === 'try')
  const dialog = useView((view) => view.dialog)
  const finder = useOverlay((overlay) => overlay.finder)
  return (
    <CommandsContext value={commands}>
      <div className={classes.editor}>
        <TopBar wide={wide} />
        <Banners wide={wide} />
        <div className={classes.body}>
          {wide && mode === 'build' && !trying && <Palette />}
          <main id="content" tabIndex={-1} className={classes.canvas} onPointerMove={onPointerMove}>
            {mode === 'statistics' && (
              <div className={classes.filters}>
                <Suspense fallback={null}>
                  <StatisticsBar />
                </Suspense>
              </div>
            )}
            <Canvas wide={wide} />
            <SelectionBar />
            <VersionBanner />
          </main>
          <SidePanel wide={wide} />
        </div>
        <Said />
        <Ghost />
        <NodePicker />
        <ContextMenu />
        <ConnectDialog />
        <RenameFlowDialog />
        <ShortcutSheet />
        <Suspense fallback={null}>
          {finder && <Finder />}
          {dialog === 'publish' && <PublishDialog />}
          {dialog === 'settings' && <FlowSettings />}
        </Suspense>
      </div>
    </CommandsContext>
  )
}

/** The panel at the end; a sheet where there is no room for a column. */
function SidePanel({ wide }: { wide: boolean }) {
  const { look } = useFlowEditor()
  const mode = useView((view) => view.mode)
  const open = useView((view) => view.panel)
  const selected = useView((view) => view.selection.nodes.length === 1)
  if (mode === 'statistics' && !open)
    return selected ? (
      <Side kind="statistics" wide={wide} content={<StatisticsPanel />} onClose={() => look.getState().select([])} />
    ) : null
  if (!open) return null
  const Panel = panels[open]
  return <Side kind={open} wide={wide} content={<Panel />} onClose={() => look.getState().show(null)} />
}

interface SideProps {
  kind: string
  wide: boolean
  content: ReactNode
  onClose(): void
}

function Side({ kind, wide, content, onClose }: SideProps) {
  const { t } = useTranslation('canvas')
  const shown = <Suspense fallback={null}>{content}</Suspense>
  if (wide)
    return (
      <aside className={classes.side} data-panel={kind}>
        {shown}
      </aside>
    )
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="85%"
      withCloseButton={false}
      padding={0}
      aria-label={t(`panel.${kind}` as 'panel.try')}
    >
      {shown}
    </Drawer>
  )
}

/** What happened, for those who do not see it. */
function Said() {
  const text = useView((view) => view.announcement)
  return (
    <div className="al-hidden" role="status" aria-live="polite">
      {text}
    </div>
  )
}
