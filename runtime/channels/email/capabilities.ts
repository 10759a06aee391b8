import type { Capabilities } from '../contract.ts'

/**
 * A mail has no buttons: choices are numbered, and the number is answered. Pictures show in it, other files are links. Its length is a
 * habit, not a limit.
 */
export const capabilities: Capabilities = {
  kind: 'email',
  text: { max: 50_000, unit: 'characters' },
  caption: { max: 50_000, on: ['image', 'video', 'audio', 'document'] },
  buttons: null,
  list: null,
  media: ['image', 'video', 'audio', 'document'],
  // Providers take more connections, and none takes many more.
  atOnce: 5,
}
