import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { keyFileIn } from '../../secret-key.ts'
import { dataFile } from './begin-copy.ts'
import { FolderError } from './folder-error.ts'
import { journalFiles } from './journal.ts'

/** Pages that are looked at before a start goes on: the upper levels of a large store, all of a small one, in a few milliseconds. */
const mostPages = 1_000

/**
 * Tells a data folder whose file LMDB could not open, or would end the process over: it maps what it is told to, and believes it. `log` hears of
 * one that once had data, and begins with nothing.
 */
export function examineFolder(folder: string, log: (line: string) => void = () => {}): void {
  const file = join(folder, dataFile)
  const size = statSync(file, { throwIfNoEntry: false })?.size
  if (size) {
    examine(file, mostPages)
    return
  }
  const journal = journalFiles.map((name) => join(folder, name)).find((name) => existsSync(name) && statSync(name).size > 0)
  if (journal)
    throw new FolderError(`${file} is missing, though ${journal} goes on from it: restore a backup of the data folder.`)
  // The key is made after the first data was.
  if (!existsSync(keyFileIn(folder))) return
  if (size === 0)
    throw new FolderError(`${file} is empty, though there was data: restore a backup, or delete this file to begin with nothing.`)
  log(`${folder} has a key but no data, and begins with nothing. If there was data, stop and restore a backup of it.`)
}

/**
 * Follows LMDB's tree from its newest root through `most` pages: each must be in the file, be the page it is taken for and lead on to
 * pages that are. Of a file that ends before its last page all are looked at, since pages at its end may just be free. Throws a
 * `FolderError`. The layout is that of LMDB's `mdb.c`, version 1 (`MDB_page_header`, `MDB_meta`, `MDB_node`).
 */
export function examine(file: string, most = Number.POSITIVE_INFINITY): void {
  const fd = openSync(file, 'r')
  try {
    const { size } = fstatSync(fd)
    const { pageSize, roots, lastPage } = newestMeta(fd, file, size)
    const inFile = Math.floor(size / pageSize)
    const isShort = lastPage >= inFile
    const page = Buffer.alloc(pageSize)
    const waiting = [...roots]
    for (let at = 0; at < waiting.length && (isShort || at < most); at++) {
      const number = waiting[at] as number
      if (number >= inFile) throw isShort ? cutOff(file, size) : damaged(file, number * pageSize)
      // More than there are: they lead round in a circle.
      if (at > inFile) throw damaged(file, number * pageSize)
      readSync(fd, page, 0, pageSize, number * pageSize)
      const next = linksOf(page, number)
      if (!next) throw damaged(file, number * pageSize)
      if (next.end > inFile) throw isShort ? cutOff(file, size) : damaged(file, number * pageSize)
      waiting.push(...next.pages)
    }
  } finally {
    closeSync(fd)
  }
}

const damaged = (file: string, at: number): Error =>
  new FolderError(`${file} is damaged at byte ${at}: restore a backup of the data folder.`)
const cutOff = (file: string, size: number): Error =>
  new FolderError(`${file} ends too early, at byte ${size}: restore a backup of the data folder.`)

const headLength = 24
const kinds = { branch: 0x01, leaf: 0x02, meta: 0x08 }
const magic = 0xbeefc0de
/** Where the newest pages of the tree of free pages and of the tree of tables are told; this instead when there is none. */
const rootsAt = [88, 136]
const noPage = 0xffffffffffffffffn
const metaLength = 160

interface Meta {
  pageSize: number
  roots: number[]
  lastPage: number
}

/** Of the two pages that take turns in saying where the trees begin, the newer one; both must be whole. */
function newestMeta(fd: number, file: string, size: number): Meta {
  const first = Buffer.alloc(metaLength)
  readSync(fd, first, 0, metaLength, 0)
  const pageSize = first.readUInt32LE(48)
  if (!isMeta(first) || pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) throw damaged(file, 0)
  if (size < 2 * pageSize) throw cutOff(file, size)
  const second = Buffer.alloc(metaLength)
  readSync(fd, second, 0, metaLength, pageSize)
  if (!isMeta(second) || second.readUInt32LE(48) !== pageSize) throw damaged(file, pageSize)
  const newer = second.readBigUInt64LE(152) > first.readBigUInt64LE(152) ? second : first
  const roots = rootsAt.map((at) => newer.readBigUInt64LE(at)).filter((root) => root !== noPage)
  return { pageSize, roots: roots.map(Number), lastPage: Number(newer.readBigUInt64LE(144)) }
}

const isMeta = (page: Buffer): boolean => (page.readUInt16LE(18) & kinds.meta) !== 0 && page.readUInt32LE(24) === magic

/** The pages a page leads to, and the first page number behind all that its long values take; undefined when it is not that page. */
function linksOf(page: Buffer, number: number): { pages: number[]; end: number } | undefined {
  const kind = page.readUInt16LE(18) & (kinds.branch | kinds.leaf | kinds.meta)
  if (Number(page.readBigUInt64LE(0)) !== number || (kind !== kinds.branch && kind !== kinds.leaf)) return undefined
  const count = page.readUInt16LE(20) >> 1
  const pages: number[] = []
  let end = 0
  for (let i = 0; i < count; i++) {
    const slot = headLength + 2 * i
    const node = slot + 2 <= page.length ? headLength + page.readUInt16LE(slot) : page.length
    if (node + 8 > page.length) return undefined
    const [low, flags, keyLength] = [page.readUInt32LE(node), page.readUInt16LE(node + 4), page.readUInt16LE(node + 6)]
    if (kind === kinds.branch) {
      pages.push(low + flags * 2 ** 32)
      continue
    }
    const value = node + 8 + keyLength
    if (flags & holds.manyPages) {
      if (value + 24 > page.length) return undefined
      end = Math.max(end, Number(page.readBigUInt64LE(value)) + Number(page.readBigUInt64LE(value + 16)))
    } else if (value + low > page.length) return undefined
    else if (flags & holds.tree) {
      const root = page.readBigUInt64LE(value + 40)
      if (root !== noPage) pages.push(Number(root))
    }
  }
  return { pages, end }
}

/** What stands in the place of a value. */
const holds = { manyPages: 0x01, tree: 0x02 }
