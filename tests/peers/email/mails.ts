import { seed } from '#tests/support/seed.ts'

export interface MailToWrite {
  from: string
  name?: string
  subject?: string
  text: string
  /** Absent where its program gives it none. */
  messageId?: string
  inReplyTo?: string
  references?: string[]
  /** More headers, as they stand there. */
  headers?: string[]
}

/** A mail to the shop, as a server hands it over. */
export function rawMail({
  from,
  name,
  subject = 'Hello',
  text,
  messageId,
  inReplyTo,
  references,
  headers = [],
}: MailToWrite): string {
  return [
    `Return-Path: <${from}>`,
    `From: ${name ? `${word(name)} <${from}>` : from}`,
    `To: Shop <${seed.mailbox}>`,
    `Subject: ${word(subject)}`,
    'Date: Mon, 23 Nov 2026 10:00:00 +0000',
    ...(messageId ? [`Message-ID: ${messageId}`] : []),
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    ...(references ? [`References: ${references.join('\r\n ')}`] : []),
    ...headers,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64(text),
    '',
  ].join('\r\n')
}

/** A mail with its words and a picture: one that is attached, or the logo of a signature. */
export function mailWithPicture(
  { from, text, messageId }: MailToWrite,
  picture: { name: string; body: Buffer; logo?: boolean },
): string {
  return [
    `From: ${from}`,
    `To: ${seed.mailbox}`,
    'Subject: A picture',
    ...(messageId ? [`Message-ID: ${messageId}`] : []),
    'MIME-Version: 1.0',
    `Content-Type: multipart/${picture.logo ? 'related' : 'mixed'}; boundary="b1"`,
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64(text),
    '--b1',
    `Content-Type: image/png; name="${picture.name}"`,
    'Content-Transfer-Encoding: base64',
    picture.logo
      ? `Content-Disposition: inline; filename="${picture.name}"\r\nContent-ID: <logo>`
      : `Content-Disposition: attachment; filename="${picture.name}"`,
    '',
    lines(picture.body.toString('base64')),
    '--b1--',
    '',
  ].join('\r\n')
}

/** What a server says that could not hand a mail over (RFC 3464). */
export function bounceOf(messageId: string, to: string): string {
  return [
    'Return-Path: <>',
    'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
    `To: ${seed.mailbox}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <bounce1@mx.example>',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'Your mail could not be delivered.',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such',
    ' mailbox here',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    `From: ${seed.mailbox}`,
    `To: ${to}`,
    `Message-ID: ${messageId}`,
    '--b1--',
    '',
  ].join('\r\n')
}

const lines = (text: string): string => text.replace(/.{76}(?=.)/g, '$&\r\n')
const base64 = (text: string): string => lines(Buffer.from(text).toString('base64'))
const word = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
