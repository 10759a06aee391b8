import { mayGoTo } from '#schemas/secret.ts'

/** A secret that is to go out, and who may be told it. */
export interface OpenSecret {
  value: string
  hosts: readonly string[]
}

/** The secrets of one request. */
export interface Cargo {
  /** Whether all of them may be told to this host. */
  mayGoTo(host: string): boolean
  /** Whether one of these texts holds one of them, as it is or as it is written in addresses, JSON and HTML. */
  isIn(...texts: (string | undefined)[]): boolean
  /** A text in which every one of them is `•••`: a service may repeat what it was sent. */
  takenOutOf(text: string): string
}

export function cargoOf(secrets: readonly OpenSecret[]): Cargo {
  // The longest first: one may hold another.
  const forms = [...new Set(secrets.flatMap(({ value }) => formsOf(value)))].sort((one, other) => other.length - one.length)
  return {
    mayGoTo: (host) => secrets.every(({ hosts }) => mayGoTo(hosts, host)),
    isIn: (...texts) => texts.some((text) => text !== undefined && forms.some((form) => text.includes(form))),
    takenOutOf: (text) => forms.reduce((left, form) => left.replaceAll(form, '•••'), text),
  }
}

/** How a text is written by programs that repeat it: as it is, in addresses and forms, JSON, HTML and base64. */
function formsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1)
  const base64 = Buffer.from(value).toString('base64')
  const inAddresses = [value, base64].flatMap((text) => [
    encodeURIComponent(text),
    encodeURI(text),
    new URLSearchParams([['', text]]).toString().slice(1),
  ])
  const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  return [value, json, json.replaceAll('/', '\\/'), html, base64, ...inAddresses, ...inAddresses.map(smallHex)]
}

/** Some write `%2f` for `%2F`. */
const smallHex = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
