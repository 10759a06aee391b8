import { expect, it } from 'vitest'
import { formOf, missingIn, savedOf, startOf } from './channel-form.ts'

const telegram = formOf('telegram')
const kept = { apiBaseUrl: 'https://api.telegram.org', hasBotToken: true }

it('a new channel begins with what its schema proposes, and cannot be added without its secret', () => {
  const start = startOf(telegram)
  expect(start).toEqual({ botToken: '', apiBaseUrl: 'https://api.telegram.org' })
  expect(missingIn(telegram, start)).toEqual(['Bot token'])
  expect(missingIn(telegram, { ...start, botToken: '1:a' })).toEqual([])
  expect(startOf(formOf('whatsapp')).verifyToken).toMatch(/^[0-9a-z]{10}$/)
  expect(startOf(formOf('web-chat')).origins).toEqual([])
})

it('a kept secret stays unless another is typed, but goes to no other address than it was given for', () => {
  const start = startOf(telegram, kept)
  expect(missingIn(telegram, start, kept)).toEqual([])
  expect(savedOf(telegram, start)).toEqual({ apiBaseUrl: 'https://api.telegram.org' })
  const moved = { ...start, apiBaseUrl: 'https://bots.example' }
  expect(missingIn(telegram, moved, kept)).toEqual(['Bot token'])
  expect(missingIn(telegram, { ...moved, botToken: '1:a' }, kept)).toEqual([])
  expect(savedOf(telegram, { ...moved, botToken: ' 1:a ' })).toEqual({ botToken: '1:a', apiBaseUrl: 'https://bots.example' })
})
