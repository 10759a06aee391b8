import type { ApiProblem } from '#schemas/api/errors.ts'

/** Every error the API tells of: its HTTP status and the sentence for people. `docs/errors.md` says when and what to do. */
export const errorTable = {
  'bad-json': [400, 'The body is not valid JSON.'],
  'too-deep': [400, 'The JSON is nested deeper than 100 levels.'],
  'bad-request': [400, 'The request cannot be read.'],
  'bad-signature': [401, 'The signature does not fit this channel’s secret.'],
  'no-visitor-key': [401, 'The visitor’s key is missing or malformed.'],
  'signed-out': [401, 'Sign in first.'],
  'wrong-password': [401, 'That e-mail and password do not match.'],
  'cross-site': [403, 'This request came from another site and was not carried out.'],
  'not-allowed': [403, 'Your role does not allow this.'],
  'origin-not-allowed': [403, 'This page may not open this chat.'],
  'wrong-code': [403, 'That is not the set-up code that this server printed when it started.'],
  'wrong-host': [403, 'Until it has an owner, this server is set up under 127.0.0.1, localhost or its PUBLIC_URL only.'],
  'people-only': [403, 'An API token cannot do this; sign in as a person.'],
  'not-found': [404, 'There is nothing here, or it is not yours to see.'],
  'no-file': [404, 'This message came with no file that can be opened.'],
  'method-not-allowed': [405, 'This address does not take that method.'],
  'demo-channel': [409, 'This channel belongs to the demo. Add one of your own for real messages.'],
  'already-member': [409, 'This person is already a member of the workspace.'],
  'last-owner': [409, 'A workspace always has an owner. Make someone else owner first.'],
  'not-owner': [409, 'Someone else answers this conversation now.'],
  'not-live': [409, 'This version of the flow is not live any more.'],
  'nothing-to-do': [409, 'The conversation is already so.'],
  'opted-out': [409, 'They said STOP: nothing is sent to them unasked.'],
  'too-many-reminders': [409, 'This chat has 20 reminders. Cancel one first.'],
  'owner-exists': [409, 'This server already has an owner. Sign in instead.'],
  'job-goes-on': [409, 'This work is over already, or cannot be stopped.'],
  'team-exists': [409, 'There is a team of this name already.'],
  'field-exists': [409, 'There is a contact field of this name already.'],
  'segment-exists': [409, 'There is a segment of this name already.'],
  'segment-in-use': [409, 'A broadcast or a reminder runs by this segment. End it first.'],
  'stale-segment': [409, 'Someone saved this segment after you opened it. Nothing was overwritten.'],
  'secret-exists': [409, 'There is a secret of this name already.'],
  'secret-lost': [409, 'This secret cannot be read any more: it was sealed with another key. Give its value again.'],
  'secret-in-use': [409, 'Flows use this secret, and could not call their services without it.'],
  'still-leaving': [409, 'People are still being moved out of this flow. Delete it when that is done.'],
  'stale-hours': [409, 'Someone changed the opening hours after you opened them. Nothing was overwritten.'],
  'stale-rules': [409, 'Someone changed the sending rules after you opened them. Nothing was overwritten.'],
  'stale-broadcast': [409, 'Someone changed this broadcast after you opened it. Nothing was overwritten.'],
  'broadcast-begun': [409, 'This broadcast has begun: it can be paused or cancelled, but not changed or deleted.'],
  'broadcast-not-so': [409, 'The broadcast is not in a state in which that can be done.'],
  'stale-order': [409, 'Someone changed the order of the flows, or which of them are live. Nothing was overwritten.'],
  'no-template': [404, 'The vendor has approved no such template that could be sent from here.'],
  'without-templates': [409, 'This channel has no templates.'],
  'template-pending': [409, 'The vendor is looking at this template: it can be changed once that is over.'],
  'template-refused': [422, 'The vendor does not take this template.'],
  'window-closed': [409, 'The customer wrote too long ago: this channel takes answers again when they write the next time.'],
  'stale-privacy': [409, 'Someone changed the privacy settings after you opened them. Nothing was overwritten.'],
  'stale-revision': [409, 'Someone saved this flow after you opened it. Nothing was overwritten.'],
  'account-exists': [409, 'There is an account with this e-mail. Sign in with it to accept the invitation.'],
  'unclaimed-account': [409, 'Somebody else made this account and knows its password. Change it, then accept the invitation.'],
  'invitation-over': [410, 'This invitation was used or taken back, or its time is over. Ask for a new one.'],
  'file-gone': [410, 'The file is gone: its vendor keeps it for a while only.'],
  'too-large': [413, 'The body is too large.'],
  'not-json': [415, 'Send the body as application/json in UTF-8.'],
  'no-such-type': [415, 'Files of this kind are not kept here.'],
  'file-too-large': [422, 'The file is larger than 100 MB.'],
  'has-errors': [422, 'The flow has errors; fix them before publishing.'],
  'invalid-input': [422, 'Some fields are not right.'],
  'try-too-large': [422, 'This try has become too large to go on. Start a new one.'],
  'too-many-requests': [429, 'Too many requests. Wait before the next one.'],
  internal: [500, 'Something went wrong on our side. It has been written down.'],
  'vendor-away': [502, 'The vendor does not hand it out just now. Try again in a moment.'],
  'later-release': [503, 'A later release of Alur saved this, and this server is older: it cannot read it.'],
  unavailable: [503, 'The store does not answer. Try again in a moment.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>

export type ErrorCode = keyof typeof errorTable
export type InputProblem = NonNullable<ApiProblem['error']['problems']>[number]

/** A refusal with a reason from the table. `details` are facts that the caller may know. */
export class AppError extends Error {
  readonly status: number

  constructor(
    readonly code: ErrorCode,
    readonly details?: Record<string, unknown>,
    readonly problems?: InputProblem[],
  ) {
    super(errorTable[code][1])
    this.name = 'AppError'
    this.status = errorTable[code][0]
  }

  toProblem(): ApiProblem {
    const { code, message, details, problems } = this
    return { error: { code, message, ...(problems ? { problems } : {}), ...(details ? { details } : {}) } }
  }
}

/** Fields that are not right: `invalidInput({ path: '/timeZone', message: 'is not a time zone' })`. */
export const invalidInput = (...problems: InputProblem[]): AppError => new AppError('invalid-input', undefined, problems)
