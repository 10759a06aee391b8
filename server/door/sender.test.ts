import type { IncomingMessage } from 'node:http'
import { describe, expect, it } from 'vitest'
import { makeSenders, proxyNetworks } from './sender.ts'

const request = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, connection: { remoteAddress }, headers }) as unknown as IncomingMessage
const forwarded = (remoteAddress: string, addresses: string) => request(remoteAddress, { 'x-forwarded-for': addresses })

it.each<[who: string, trusted: string, IncomingMessage, network: string | undefined]>([
  ['someone outside', 'loopback', request('203.0.113.7'), '203.0.113.7'],
  ['this machine', 'loopback', request('::ffff:127.0.0.1'), undefined],
  ['this machine, whatever it claims, when nothing is trusted', 'none', forwarded('127.0.0.1', '203.0.113.7'), '127.0.0.1'],
  ['someone behind the proxy on this machine', 'loopback', forwarded('127.0.0.1', '203.0.113.7'), '203.0.113.7'],
  ['who claims to be another', 'loopback', forwarded('127.0.0.1', '198.51.100.1, 2001:db8:1:2::9'), '2001:db8:1:2::/64'],
  ['someone who goes past the proxy', 'loopback', forwarded('203.0.113.7', '198.51.100.1'), '203.0.113.7'],
  ['who chooses an address from inside', 'loopback', forwarded('10.0.0.5', '198.51.100.1'), '10.0.0.5'],
  ['someone behind a proxy in the private network', 'loopback, private', forwarded('10.0.0.5', '203.0.113.7'), '203.0.113.7'],
  ['someone behind two proxies', 'loopback, 203.0.113.0/24', forwarded('127.0.0.1', '198.51.100.1, 203.0.113.9'), '198.51.100.1'],
  ['who comes with a port', 'loopback', forwarded('127.0.0.1', '198.51.100.1:4711'), '198.51.100.1'],
  ['who comes with another port', 'loopback', forwarded('127.0.0.1', '[2001:db8:1:2::9]:4711'), '2001:db8:1:2::/64'],
  ['who says nonsense', 'loopback', forwarded('127.0.0.1', 'unknown'), '127.0.0.1'],
])('%s (trusted: %s)', (_who, trusted, asked, network) => {
  expect(makeSenders(proxyNetworks(trusted)).network(asked)).toBe(network)
})

describe('whoever speaks for others and is not trusted', () => {
  it.each([
    ['x-forwarded-for', '198.51.100.1'],
    ['x-forwarded-proto', 'https'],
    ['forwarded', 'for=198.51.100.1'],
    ['x-real-ip', '198.51.100.1'],
  ])('is told of by %s', (name, value) => {
    const told: string[] = []
    const senders = makeSenders(['loopback'], (address) => told.push(address))
    senders.network(request('172.17.0.2', { [name]: value }))
    senders.network(request('127.0.0.1', { [name]: value }))
    senders.network(request('172.17.0.3'))
    expect(told).toEqual(['172.17.0.2'])
  })
})

it.each(['nobody', '300.0.0.1', '10.0.0.0/99', 'loopback; private'])('«%s» names no network', (list) => {
  expect(() => proxyNetworks(list)).toThrow(TypeError)
})
