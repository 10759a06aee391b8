import { useEffect } from 'react'
import { tinykeys } from 'tinykeys'
import { isComposing } from '../ui/composition.ts'
import { available } from './contract.ts'
import { commands } from './list.ts'
import type { Commands } from './use-commands.ts'

/**
 * The keys of all commands, by their place on the keyboard. They leave everything alone that is being typed in, open dialogs and menus,
 * and keys that a focused button needs for itself.
 */
export function useShortcuts(base: Commands): void {
  useEffect(() => {
    // Whether the person is walking through the page by Tab; a press of the pointer ends that.
    let tabbing = false
    const bound = commands.filter((command) => command.keys && !command.native)
    // The same keys may mean one thing on a node and another on a note.
    const keyMap = Object.fromEntries(
      bound
        .flatMap((command) => command.keys ?? [])
        .map((keys) => [
          keys,
          (event: KeyboardEvent) => {
            const context = base.context()
            const command = bound.find((each) => each.keys?.includes(keys) && available(each, context))
            if (!command || busyElsewhere(event, tabbing)) return
            event.preventDefault()
            void command.run(context)
          },
        ]),
    )
    const stop = tinykeys(window, keyMap)
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code === 'Tab' && !event.defaultPrevented) tabbing = true
    }
    const onPointerDown = () => {
      tabbing = false
    }
    window.addEventListener('keydown', onKeyDown)
    window.addEventListener('pointerdown', onPointerDown, true)
    return () => {
      stop()
      window.removeEventListener('keydown', onKeyDown)
      window.removeEventListener('pointerdown', onPointerDown, true)
    }
  }, [base])
}

/** Whether the person is typing or text is selected: then copy, delete and letters mean the text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, .monaco-editor') !== null)
  )
}

const controls = 'button, a, summary, [role="menuitem"], [role="option"], [role="tab"], [role="radio"], [role="switch"]'

function busyElsewhere(event: KeyboardEvent, tabbing: boolean): boolean {
  const { target } = event
  if (event.defaultPrevented || isComposing(event) || isTyping(target)) return true
  if (!(target instanceof Element)) return false
  if (target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return true
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey
  // Tab leads to the palette from the canvas, unless somebody is walking through the page by Tab. Enter and arrows belong to a control.
  if (event.code === 'Tab') return tabbing || !(target === document.body || onCanvas(target))
  // Single keys without a modifier are the canvas's alone: Delete on a button of a panel must not delete a node.
  if (plain && !everywhere.has(event.code) && target !== document.body && !target.closest('.react-flow')) return true
  return plain && (event.code === 'Enter' || event.code.startsWith('Arrow')) && target.closest(controls) !== null
}

const everywhere = new Set(['Escape', 'F2'])

const onCanvas = (target: Element): boolean => target.matches('.react-flow, .react-flow__pane, .react-flow__node')
