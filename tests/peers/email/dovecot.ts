import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { seed } from '#tests/support/seed.ts'

/** Debian’s IMAP server, where it is installed (`dovecot-imapd`). */
export const dovecot = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find(existsSync)
export const noDovecot = 'there is no dovecot here: install dovecot-imapd to test a real mailbox too'

export interface Mailbox {
  /** The name to sign in by. */
  user: string
  /** A mail arrives, as its server delivers it. */
  receives(raw: string): void
  /** Its mails by their flags, as the server keeps them: `S` is read. */
  flags(): string[]
  /** All its mails get new numbers, as when a mailbox is moved to another server. */
  renumbers(): void
}

export interface ImapPeer {
  port: number
  place: string
  /** A new mailbox, whose mails arrive by this clock. Its password is that of all. */
  mailbox(now?: () => number): Mailbox
  log(): string
  /** Ends it, with all connections; `start` brings it back on the same port. */
  stop(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

/** A real IMAP server of this machine, in a folder that goes when it is closed. */
export async function startDovecot(): Promise<ImapPeer> {
  const { uid, gid, username } = userInfo()
  const isRoot = uid === 0
  // Dovecot lets nobody read mail as root.
  const owner = isRoot ? { uid: idOf('-u', 'nobody'), gid: idOf('-g', 'nobody') } : { uid, gid }
  const folder = mkdtempSync(join(tmpdir(), 'alur-imap-'))
  const mails = join(folder, 'mail')
  mkdirSync(mails)
  chownSync(folder, owner.uid, owner.gid)
  chownSync(mails, owner.uid, owner.gid)
  const port = await freePort()
  const config = join(folder, 'dovecot.conf')
  writeFileSync(config, configOf({ folder, port, ...owner, ...(isRoot ? {} : { runAs: username }) }))
  let child: ChildProcess | undefined
  const start = async (): Promise<void> => {
    child = spawn(dovecot as string, ['-F', '-c', config], { stdio: 'ignore' })
    await answering(port)
  }
  const stop = async (): Promise<void> => {
    const ending = child
    if (!ending || ending.exitCode !== null) return
    const ended = new Promise((resolve) => ending.once('exit', resolve))
    ending.kill('SIGTERM')
    await ended
  }
  await start()
  return {
    port,
    place: `127.0.0.1:${port}`,
    log: () => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : ''),
    stop,
    start,
    mailbox(now = Date.now) {
      const user = `${randomUUID().slice(0, 8)}@shop.example`
      const maildir = join(mails, user, 'Maildir')
      for (const path of [join(mails, user), maildir, ...['new', 'cur', 'tmp'].map((name) => join(maildir, name))]) {
        if (!existsSync(path)) mkdirSync(path, { mode: 0o700 })
        chownSync(path, owner.uid, owner.gid)
      }
      let count = 0
      return {
        user,
        receives(raw) {
          const name = `${Date.now()}.${process.pid}_${String(count++).padStart(6, '0')}.test`
          writeFileSync(join(maildir, 'tmp', name), raw)
          chownSync(join(maildir, 'tmp', name), owner.uid, owner.gid)
          utimesSync(join(maildir, 'tmp', name), now() / 1000, now() / 1000)
          renameSync(join(maildir, 'tmp', name), join(maildir, 'new', name))
        },
        flags: () => [
          ...readdirSync(join(maildir, 'new')).map(() => ''),
          ...readdirSync(join(maildir, 'cur')).map((name) => name.split(':2,')[1] ?? ''),
        ],
        renumbers() {
          for (const name of readdirSync(maildir))
            if (name.startsWith('dovecot')) rmSync(join(maildir, name), { recursive: true })
        },
      }
    },
    close: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configOf(at: { folder: string; port: number; uid: number; gid: number; runAs?: string }): string {
  const { folder, port, uid, gid, runAs } = at
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
first_valid_gid = 1
mail_max_userip_connections = 100
mailbox_idle_check_interval = 1 secs
mail_location = maildir:~/Maildir
passdb {
  driver = static
  args = password=${seed.mailPassword}
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%u
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
${runAs ? `default_internal_user = ${runAs}\ndefault_login_user = ${runAs}\ndefault_internal_group = ${ownGroup()}\n` : ''}`
}

const idOf = (which: '-u' | '-g', user: string): number => Number(spawnSync('id', [which, user], { encoding: 'utf8' }).stdout)
const ownGroup = (): string => spawnSync('id', ['-gn'], { encoding: 'utf8' }).stdout.trim()

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Resolves when the server greets. */
async function answering(port: number): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const greeted = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('data', () => {
        socket.destroy()
        resolve(true)
      })
      socket.once('error', () => resolve(false))
    })
    if (greeted) return
    if (Date.now() > deadline) throw new Error('dovecot does not answer')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
