import type { DataRouter } from 'react-router'

type Way = Pick<DataRouter, 'state'>

/** The entry below an open dialog: Back leads there, and closes the dialog instead of leaving the page. */
interface Below {
  idx: unknown
  href: string
}

const fadedMs = 400

/** Whatever asks for the whole attention locks the page below it: a dialog, a sheet, a search. */
const lock = 'data-scroll-locked'
const isOpen = (): boolean => document.body.hasAttribute(lock)

/**
 * While a dialog is open, Back does what Escape does. It has an entry of its own in the browser's history, which goes with it: below it
 * is the same page, so that the router finds itself where it was.
 */
export function letBackClose(way: Way): void {
  let below: Below | undefined
  /** A step back of this file's own is under way: the browser takes it later, and until it did nothing else may be asked of it. */
  let ours = false
  const stepBack = (): void => {
    if (ours) return
    ours = true
    history.back()
  }

  /** Not while the router is on its way to another entry. */
  const isHere = (): boolean => (history.state?.key ?? 'default') === way.state.location.key
  const follow = (): void => {
    if (ours) return
    if (isOpen() && !below && isHere()) {
      below = { idx: history.state?.idx, href: location.href }
      history.pushState({ ...history.state, dialog: true }, '')
    } else if (!isOpen() && below) {
      const { dialog, idx } = history.state ?? {}
      const stays = (dialog || (idx !== undefined && idx === below.idx)) && way.state.navigation.state === 'idle'
      if (stays) stepBack()
      else below = undefined
    }
  }
  new MutationObserver(follow).observe(document.body, { attributeFilter: [lock] })

  addEventListener('popstate', () => {
    const state = history.state as { idx?: unknown; dialog?: true } | null
    const wasOurs = ours
    ours = false
    if (below && !state?.dialog && state?.idx === below.idx && location.href === below.href) {
      below = undefined
      if (isOpen() && !wasOurs) closeTop()
      // Another one may be open below it, or this one may stay; it is gone after it has faded.
      setTimeout(follow, fadedMs)
    } else if (state?.dialog) {
      // What is left of a dialog that led elsewhere: its page is one further.
      stepBack()
    } else setTimeout(follow)
  })
}

function closeTop(): void {
  const dialogs = document.querySelectorAll<HTMLElement>('[role="dialog"][aria-modal="true"]')
  const top = [...dialogs].at(-1) ?? document.body
  top.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
}
