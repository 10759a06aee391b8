import type { Instant } from '#schemas/instant.ts'

/** A mail as it was taken from the mailbox, before anybody says what it means. */
export interface Mail {
  /** The first of each header, by its name in lower case. */
  headers: ReadonlyMap<string, string>
  from?: { address: string; name: string } | undefined
  text?: string | undefined
  html?: string | undefined
  /** When it came into the mailbox. */
  at: Instant
  /** Of its bytes: what it is known by where it has no `Message-ID`. */
  digest: string
  files: MailFile[]
  /** What a report about a mail of ours says, and the headers of that mail. */
  report?: { status: string; returned: string } | undefined
}

/** Something that is sent along; the mailbox keeps it. */
export interface MailFile {
  mediaId: string
  mimeType: string
  fileName?: string | undefined
  /** In bytes, as it travels. */
  size: number
  /** Shown within the text, such as the logo of a signature. */
  within: boolean
}
