import type { Egress } from '../../egress/egress.ts'
import type { OpenChannel, TestOutcome } from '../contract.ts'
import { awayTrouble, type ServerTrouble, troubleOf } from './errors.ts'
import { openMailbox } from './open-mailbox.ts'
import { openTransport } from './open-transport.ts'

/** Signs in to both servers. */
export async function testConnection(egress: Egress, channel: OpenChannel): Promise<TestOutcome> {
  const [imap, smtp] = await Promise.all([readable(egress, channel), writable(egress, channel)])
  const number = String(channel.settings.address).slice(0, 60)
  if (!imap && !smtp) return { works: true, maySend: true, number }
  const wrong = [imap, smtp].filter((trouble) => trouble !== undefined)
  return {
    works: false,
    // What does not pass by itself stands first: it is what is kept.
    found: wrong.sort((a, b) => Number(b.lasting ?? false) - Number(a.lasting ?? false)).map(({ reason }) => reason),
    ...(wrong.some(({ lasting }) => lasting) ? { alarm: {} } : {}),
  }
}

async function readable(egress: Egress, channel: OpenChannel): Promise<ServerTrouble | undefined> {
  try {
    const { client } = await openMailbox(egress, channel, { readOnly: true })
    client.close()
    return undefined
  } catch (error) {
    return troubleOf(error, 'imap') ?? awayTrouble('imap')
  }
}

async function writable(egress: Egress, channel: OpenChannel): Promise<ServerTrouble | undefined> {
  try {
    const transport = await openTransport(egress, channel)
    await transport.verify().finally(() => transport.close())
    return undefined
  } catch (error) {
    return troubleOf(error, 'smtp') ?? awayTrouble('smtp')
  }
}
