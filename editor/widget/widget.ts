import { connect } from './connection.ts'
import { mountFailure } from './failure.ts'
import { mountPanel } from './panel.ts'
import { storage } from './storage.ts'

/**
 * One script tag on any page:
 * `<script src="https://chat.example.com/widget.js" data-channel="…" async></script>`
 * On the hosted page `data-page` fills the window.
 */
const script = document.currentScript as HTMLScriptElement | null
const channelId = script?.dataset.channel
if (script && channelId) void start(script, channelId)

async function start(tag: HTMLScriptElement, channel: string): Promise<void> {
  const connection = connect(new URL(tag.src).origin, channel, storage('localStorage'))
  const page = tag.dataset.page !== undefined
  const hostOf = (): HTMLElement => {
    const host = document.createElement('alur-chat')
    host.dataset.scheme = tag.dataset.scheme ?? 'auto'
    document.body.append(host)
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
    mountFailure(hostOf(), document.documentElement.lang || navigator.language, page, open)
  }
}
