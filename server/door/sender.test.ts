import type { IncomingMessage } from 'node:http'
import { expect, it } from 'vitest'
import { senderNetwork } from './sender.ts'

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    connection: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

it.each([
  ['someone outside', false, '203.0.113.7', undefined, '203.0.113.7'],
  ['this machine', false, '::ffff:127.0.0.1', undefined, undefined],
  ['this machine, whatever it claims', false, '127.0.0.1', '203.0.113.7', undefined],
  ['someone behind the proxy', true, '127.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['someone who claims to be another', true, '127.0.0.1', '198.51.100.1, 2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['someone who goes past the proxy', true, '203.0.113.7', '198.51.100.1', '203.0.113.7'],
])('%s', (_who, behindProxy, remoteAddress, forwarded, network) => {
  expect(senderNetwork({ behindProxy })(request(remoteAddress, forwarded))).toBe(network)
})
