import { connect } from './connection.ts'
import { mountPanel } from './panel.ts'

/**
 * One script tag on any page:
 * `<script src="https://chat.example.com/widget.js" data-channel="…" async></script>`
 * On the hosted page `data-page` fills the window.
 */
const script = document.currentScript as HTMLScriptElement | null
const channelId = script?.dataset.channel
if (script && channelId) void start(script, channelId)

async function start(tag: HTMLScriptElement, channel: string): Promise<void> {
  const connection = connect(new URL(tag.src).origin, channel, storage())
  try {
    const settings = await connection.settings()
    const host = document.createElement('alur-chat')
    host.dataset.scheme = tag.dataset.scheme ?? 'auto'
    document.body.append(host)
    mountPanel(host, settings, connection, tag.dataset.page !== undefined)
  } catch (error) {
    // The page goes on without a chat; whoever built it finds out why in the console.
    console.warn('The chat could not be opened.', error)
  }
}

/** Some browsers refuse storage in a frame; then the chat lives as long as the page. */
function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    localStorage.setItem('alur.test', '1')
    localStorage.removeItem('alur.test')
    return localStorage
  } catch {
    const memory = new Map<string, string>()
    return { getItem: (name) => memory.get(name) ?? null, setItem: (name, value) => void memory.set(name, value) }
  }
}
