import { connect, NoSuchChat } from './connection.ts'
import { mountFailure } from './failure.ts'
import { mountPanel } from './panel.ts'
import { type SiteUser, storage } from './storage.ts'

declare global {
  interface Window {
    /** The chats of this page: a page that has the script twice has one chat. */
    alurChats?: Set<string>
  }
}

/**
 * One script tag on any page:
 * `<script src="https://chat.example.com/widget.js" data-channel="…" async></script>`
 * On the hosted page `data-page` fills the window. `data-user-id` and `data-user-hash` say who is signed in: docs/web-chat.md.
 */
const script = document.currentScript as HTMLScriptElement | null
const channelId = script?.dataset.channel
window.alurChats ??= new Set()
const chats = window.alurChats
if (script && channelId && !chats.has(channelId)) {
  chats.add(channelId)
  void start(script, channelId)
}

async function start(tag: HTMLScriptElement, channel: string): Promise<void> {
  const connection = connect(new URL(tag.src).origin, channel, storage('localStorage'), userOf(tag))
  const page = tag.dataset.page !== undefined
  const body = await pageBody()
  const hostOf = (): HTMLElement => {
    const host = document.createElement('alur-chat')
    host.dataset.scheme = tag.dataset.scheme ?? 'auto'
    body.append(host)
    return host
  }
  const open = async (): Promise<HTMLElement> => {
    const settings = await connection.settings()
    return mountPanel(hostOf(), settings, connection, page)
  }
  try {
    await open()
  } catch (error) {
    // Whoever built the page finds out why in the console.
    console.warn('The chat could not be opened.', error)
    const language = document.documentElement.lang || navigator.language
    if (!(error instanceof NoSuchChat)) mountFailure(hostOf(), language, page, open)
    // A shop's page has nothing to say of a chat that is gone.
    else if (page) mountFailure(hostOf(), language, page)
  }
}

/** Whom the page says is signed in. */
function userOf({ dataset }: HTMLScriptElement): SiteUser | undefined {
  const { userId: id, userHash: hash } = dataset
  return id && hash ? { id, hash } : undefined
}

/** A script in the head runs before there is a body, however late that comes. */
function pageBody(): Promise<HTMLElement> {
  return new Promise((resolve) => {
    if (document.body) return resolve(document.body)
    const observer = new MutationObserver(() => {
      if (!document.body) return
      observer.disconnect()
      resolve(document.body)
    })
    observer.observe(document.documentElement, { childList: true })
  })
}
