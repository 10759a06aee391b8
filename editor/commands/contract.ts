import type { Autosave } from '../document/autosave.ts'
import type { Size } from '../document/boxes.ts'
import type { Point } from '../document/edits.ts'
import type { FlowDocument } from '../document/store.ts'
import type { FlowLook } from '../document/view.ts'
import type { MenuTarget, Overlays } from '../open-flow/overlays.ts'
import type { IconName } from '../ui/Icon.tsx'

/** What commands can ask of the canvas. Points are the flow's unless said otherwise. */
export interface CanvasHandle {
  fit(ids?: string[]): void
  zoomBy(factor: number): void
  zoomTo(zoom: number): void
  /** Moves the view so that these nodes are well inside it. */
  reveal(...nodeIds: string[]): void
  /** Where the pointer is over the canvas, else the middle of what is seen. */
  pointer(): Point
  toScreen(point: Point): Point
  toFlow(screen: Point): Point
  /** Of what has been drawn; a card out of sight may have none yet. */
  sizes(): Map<string, Size>
  /** Gives the keyboard to a node's card, or to the canvas. */
  focus(nodeId?: string): void
  focusPalette(): void
}

/** What a command works on. */
export interface CommandContext {
  document: FlowDocument
  look: FlowLook
  overlays: Overlays
  autosave: Autosave
  canvas: CanvasHandle
  clipboard: { copy(): void; cut(): void; paste(): Promise<void> }
  /** Leads elsewhere in the app. */
  go(path: string): void
  /** What a context menu was opened on, and where; without one, the selection is meant. */
  target?: MenuTarget
  at?: Point
}

export type Place = 'node' | 'edge' | 'note' | 'selection' | 'pane' | 'flow-menu'

/**
 * Something a person can do, in one object: the toolbar, the menus, the command palette, the keys and the shortcut sheet all read it
 * from the same list. Its words are `commands.<id>` of the locale.
 */
export interface Command {
  id: string
  icon: IconName
  group: 'edit' | 'select' | 'node' | 'look' | 'flow'
  /** tinykeys bindings by `KeyboardEvent.code`, so that they work on every layout; the first is shown. */
  keys?: string[]
  /** The browser's own event does it (copy, cut, paste); the keys are shown only. */
  native?: boolean
  /** The menus that it stands in. */
  places?: Place[]
  danger?: boolean
  /** It only looks, so it works while nothing may be edited. */
  reads?: boolean
  when?(context: CommandContext): boolean
  run(context: CommandContext): void | Promise<void>
}

/** Whether a command can be used now. */
export function available(command: Command, context: CommandContext): boolean {
  const readOnly = context.document.getState().saveState === 'read-only' || context.look.getState().mode === 'statistics'
  return (command.reads || !readOnly) && (command.when?.(context) ?? true)
}

/** `$mod+Shift+KeyZ` as `Kbd` writes it: `mod+shift+Z`. */
export const shownKeys = (keys: string): string =>
  whole[keys] ??
  keys
    .split('+')
    .map((key) => names[key] ?? key.replace(/^(Key|Digit)/, ''))
    .join('+')

/** The keys to tell people about: not the number pad's. */
export const toldKeys = ({ keys = [] }: Command): string[] => keys.filter((each) => !each.includes('Numpad')).slice(0, 2)

/** `Kbd` parts keys at `+`, so the plus is the wide one. */
const whole: Record<string, string> = { 'Shift+Slash': '?', Equal: '＋' }
const names: Record<string, string> = {
  $mod: 'mod',
  Shift: 'shift',
  Alt: 'alt',
  Minus: '−',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
}
