/** Files that a workspace keeps here, so that flows can send them. */

/** How a message names one: its address on this server, below which nobody finds another by guessing. */
const address = /^\/files\/(f[A-Za-z0-9_-]{22})$/

/** The id of a file of ours that is meant by an address; undefined for everything that lies elsewhere. */
export const ownFileIn = (url: string): string | undefined => address.exec(url)?.[1]

export const addressOfOwn = (id: string): string => `/files/${id}`

/** In bytes: what the smallest of the vendors takes of a video. */
export const largestOwnFile = 16 * 1024 * 1024

/** What browsers show without running anything of it. */
export const shownFileTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/gif',
  'audio/aac',
  'audio/amr',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'video/mp4',
  'video/3gpp',
] as const

/** What is kept: nothing that a browser would run. */
export const ownFileTypes = [
  ...shownFileTypes,
  'application/pdf',
  'text/plain',
  'text/csv',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
] as const
