import type { PersonExport } from '#schemas/api/rights.ts'

/** What a person is given to read: what is known of them, what they agreed to, and every message, newest chat last. */
export function exportPage({ at, contacts, log, conversations, ...others }: PersonExport): string {
  const consents = log.filter(({ consent }) => consent)
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>What is known of you</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}td,th{text-align:start;padding:.2rem 1rem .2rem 0;vertical-align:top}th{font-weight:600}li{margin:.3rem 0}time{color:#666}pre{white-space:pre-wrap}</style>
<h1>What is known of you</h1><p>As of ${text(at)}</p>
${contacts.map((contact) => `<h2>You</h2>${table(contact)}`).join('')}
<h2>What you agreed to</h2>${consents.length === 0 ? '<p>Nothing is recorded.</p>' : `<ul>${consents.map(({ at: when, consent }) => `<li>${time(when)} ${inline(consent)}</li>`).join('')}</ul>`}
<h2>Your messages and ours</h2>
${conversations.map(({ channel, turns }) => `<h3>${text(channel)}</h3><ul>${(turns as TurnShown[]).flatMap(lines).join('')}</ul>`).join('')}
${Object.entries(others)
  .map(([name, items]) =>
    Array.isArray(items) && items.length > 0 ? `<h2>${text(name)}</h2>${items.map(table).join('<hr>')}` : '',
  )
  .join('')}
</html>
`
}

interface TurnShown {
  at: string
  event: { kind: string; message?: { content: Record<string, unknown> }; action?: Record<string, unknown> }
  said: { by: string; message: Record<string, unknown> }[]
}

function lines({ at, event, said }: TurnShown): string[] {
  const heard =
    event.kind === 'message' && event.message ? [`<li>${time(at)} <b>You:</b> ${words(event.message.content)}</li>`] : []
  const note =
    event.kind === 'agent' && event.action?.text ? [`<li>${time(at)} <b>Note of ours:</b> ${words(event.action)}</li>`] : []
  return [...heard, ...note, ...said.map(({ message }) => `<li>${time(at)} <b>We:</b> ${words(message)}</li>`)]
}

const words = (content: Record<string, unknown>): string =>
  typeof content.text === 'string' ? `<span dir="auto">${text(content.text)}</span>` : inline(content)

const table = (values: object): string =>
  `<table>${Object.entries(values)
    .map(([name, value]) => `<tr><th>${text(name)}</th><td dir="auto">${inline(value)}</td></tr>`)
    .join('')}</table>`

const inline = (value: unknown): string =>
  text(typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value))

const time = (at: string): string => `<time datetime="${text(at)}">${text(at.slice(0, 16).replace('T', ' '))}</time>`

const text = (value: string): string => value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
