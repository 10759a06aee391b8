import { Drawer, Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { sentenceOf } from '../api/request.ts'
import { Canvas, CanvasProvider } from '../canvas/Canvas.tsx'
import { ConnectDialog } from '../canvas/menus/ConnectDialog.tsx'
import { ContextMenu } from '../canvas/menus/ContextMenu.tsx'
import { LeadHereDialog } from '../canvas/menus/LeadHereDialog.tsx'
import { SelectionBar } from '../canvas/menus/SelectionBar.tsx'
import { Ghost } from '../canvas/palette/Ghost.tsx'
import { NodePicker } from '../canvas/palette/NodePicker.tsx'
import { Palette } from '../canvas/palette/Palette.tsx'
import { useCanvasHandle } from '../canvas/viewport/use-canvas-handle.ts'
import { useClipboard } from '../commands/use-clipboard.ts'
import { CommandsContext, commandsOver } from '../commands/use-commands.ts'
import { useShortcuts } from '../commands/use-shortcuts.ts'
import { useDocument, useFlowEditor, useOverlay, useSelectedNode, useView } from '../open-flow/flow-editor.ts'
import { Panel, PanelHeader } from '../panels/Panel.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Boundary } from '../ui/Boundary.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { SkeletonRows, useLate } from '../ui/Skeleton.tsx'
import { whenIdle } from '../ui/when-idle.ts'
import { Banners } from './Banners.tsx'
import classes from './layout.module.css'
import { Finder, FlowSettings, PublishDialog, panels, preloadParts, StatisticsBar, StatisticsPanel } from './parts.ts'
import { RenameFlowDialog } from './RenameFlowDialog.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { VersionBanner } from './ShownVersion.tsx'
import { TopBar } from './TopBar.tsx'
import { useAddress } from './use-address.ts'
import { useOthers } from './use-others.ts'

/** The flow editor: bar, palette, canvas and the panel that is open. */
export function EditorLayout() {
  return (
    <CanvasProvider>
      <Editor />
    </CanvasProvider>
  )
}

function Editor() {
  const { t } = useTranslation('shell')
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
  useEffect(() => {
    return whenIdle(preloadParts)
  }, [])
  useAddress()
  const wide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false })
  const mode = useView((view) => view.mode)
  const readOnly = useDocument((document) => document.saveState === 'read-only')
  // Wide panels take the palette's place too.
  const crowded = useView(({ panel }) => panel === 'try' || panel === 'variables')
  return (
    <CommandsContext value={commands}>
      <div className={classes.editor}>
        <TopBar wide={wide} />
        <Banners wide={wide} />
        <div className={classes.body}>
          {wide && mode === 'build' && !crowded && !readOnly && <Palette />}
          <main id="content" tabIndex={-1} className={classes.canvas} onPointerMove={onPointerMove}>
            {mode === 'statistics' && (
              <div className={classes.filters}>
                <Boundary
                  instead={({ error, retry }) => (
                    <Banner tone="danger" action={{ label: t('error.retry'), onClick: retry }}>
                      {sentenceOf(error)}
                    </Banner>
                  )}
                >
                  <Suspense fallback={<SkeletonRows rows={1} height={48} />}>
                    <StatisticsBar />
                  </Suspense>
                </Boundary>
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
        <LeadHereDialog />
        <RenameFlowDialog />
        <ShortcutSheet />
        <Dialogs />
      </div>
    </CommandsContext>
  )
}

/** What asks for the whole attention; a dialog that cannot be shown says so in one of its own. */
function Dialogs() {
  const { look, overlays } = useFlowEditor()
  const dialog = useView((view) => view.dialog)
  const finder = useOverlay((overlay) => overlay.finder)
  const { t } = useTranslation('canvas')
  const name = t(finder ? 'commands.find' : dialog === 'settings' ? 'commands.flowSettings' : 'commands.publish')
  const close = () => {
    look.getState().open(null)
    overlays.setState({ finder: false })
  }
  return (
    <Boundary
      key={finder ? 'finder' : dialog}
      instead={({ error, retry }) => (
        <Modal opened onClose={close} centered attributes={{ content: { 'aria-label': name } }}>
          <ErrorState error={error} onRetry={retry} />
        </Modal>
      )}
    >
      <Suspense fallback={<DialogOnItsWay name={name} onClose={close} />}>
        {finder && <Finder />}
        {dialog === 'publish' && <PublishDialog />}
        {dialog === 'settings' && <FlowSettings />}
      </Suspense>
    </Boundary>
  )
}

function DialogOnItsWay({ name, onClose }: { name: string; onClose(): void }) {
  if (!useLate(200)) return null
  return (
    <Modal opened onClose={onClose} centered attributes={{ content: { 'aria-label': name } }}>
      <SkeletonRows rows={4} />
    </Modal>
  )
}

/** The panel at the end; a sheet where there is no room for a column. */
function SidePanel({ wide }: { wide: boolean }) {
  const { look } = useFlowEditor()
  const mode = useView((view) => view.mode)
  const open = useView((view) => view.panel)
  const isNode = useSelectedNode() !== undefined
  const asks = useDocument((document) => document.conflict !== undefined)
  if (mode === 'statistics' && !open)
    return isNode ? (
      <Side kind="statistics" wide={wide} content={<StatisticsPanel />} onClose={() => look.getState().select([])} />
    ) : null
  // A note, or several at once, have no settings.
  if (!open || (open === 'inspector' && !isNode) || (open === 'merge' && !asks)) return null
  const Content = panels[open]
  return <Side kind={open} wide={wide} content={<Content />} onClose={() => look.getState().show(null)} />
}

interface SideProps {
  kind: string
  wide: boolean
  content: ReactNode
  onClose(): void
}

function Side({ kind, wide, content, onClose }: SideProps) {
  const { t } = useTranslation('canvas')
  // It moves from one place to the other when the window does: what was typed or said in it stays.
  const [holder] = useState(() => Object.assign(document.createElement('div'), { className: classes.holder }))
  const place = useCallback((element: HTMLElement | null) => void element?.append(holder), [holder])
  const label = t(`panel.${kind}` as 'panel.try')
  const shown = (
    <Boundary
      key={kind}
      instead={({ error, retry }) => (
        <Panel label={label}>
          <PanelHeader title={label} onClose={onClose} />
          <ErrorState error={error} onRetry={retry} />
        </Panel>
      )}
    >
      <Suspense fallback={<SkeletonRows rows={6} />}>{content}</Suspense>
    </Boundary>
  )
  return (
    <>
      {wide ? (
        <aside className={classes.side} data-panel={kind} ref={place} />
      ) : (
        <Drawer
          opened
          onClose={onClose}
          position="bottom"
          size="85%"
          withCloseButton={false}
          padding={0}
          classNames={{ body: classes.sheet }}
          aria-label={label}
        >
          <div className={classes.holder} ref={place} />
        </Drawer>
      )}
      {createPortal(shown, holder)}
    </>
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
