export const roles = ['owner', 'admin', 'agent', 'manager', 'developer'] as const
export type Role = (typeof roles)[number]

/**
 * Who may do what in a workspace: the one table. The owner may do everything; an admin everything but change owners; a
 * developer builds flows, channels and tokens; a manager reads; an agent answers people.
 * The server refuses by it, the editor hides by it.
 */
export const may = {
  changeWorkspace: ['owner', 'admin'],
  readMembers: ['owner', 'admin', 'manager'],
  changeMembers: ['owner', 'admin'],
  /** Which teams there are, and who is in them. */
  readTeams: ['owner', 'admin', 'developer', 'manager', 'agent'],
  changeTeams: ['owner', 'admin'],
  /** What does not work and needs somebody. */
  readAlarms: ['owner', 'admin'],
  /** The opening hours, and whether today is closed. */
  readCalendar: ['owner', 'admin', 'developer', 'manager', 'agent'],
  changeHours: ['owner', 'admin'],
  closeToday: ['owner', 'admin', 'manager'],
  useTokens: ['owner', 'admin', 'developer'],
  /** Names them in flows, gives and takes them; nobody reads one. */
  useSecrets: ['owner', 'admin', 'developer'],
  readChannels: ['owner', 'admin', 'developer', 'manager', 'agent'],
  changeChannels: ['owner', 'admin', 'developer'],
  listFlows: ['owner', 'admin', 'developer', 'manager', 'agent'],
  readFlows: ['owner', 'admin', 'developer', 'manager'],
  changeFlows: ['owner', 'admin', 'developer'],
  readStatistics: ['owner', 'admin', 'developer', 'manager'],
  /** Names and words of people: for those who may read the inbox too. */
  readStatisticsChats: ['owner', 'admin', 'manager'],
  readInbox: ['owner', 'admin', 'manager', 'agent'],
  readContacts: ['owner', 'admin', 'manager', 'agent'],
  changeContacts: ['owner', 'admin', 'agent'],
  /** Everybody who said STOP. */
  readOptOuts: ['owner', 'admin', 'manager'],
  changeOptOuts: ['owner', 'admin', 'agent'],
  /** What people are asked for, and how long what is kept: who draws flows names it. */
  readPrivacy: ['owner', 'admin', 'developer', 'manager', 'agent'],
  changePrivacy: ['owner', 'admin'],
  importContacts: ['owner', 'admin'],
  exportContacts: ['owner', 'admin'],
  /** Which fields and stages contacts have: who draws flows names them, too. */
  readContactFields: ['owner', 'admin', 'developer', 'manager', 'agent'],
  changeContactFields: ['owner', 'admin'],
  /** Tells that something happened to people: what a shop's own systems do, by a token. */
  tellEvents: ['owner', 'admin', 'developer'],
  readSegments: ['owner', 'admin', 'manager'],
  changeSegments: ['owner', 'admin'],
  readBroadcasts: ['owner', 'admin', 'manager'],
  sendBroadcasts: ['owner', 'admin'],
  /** Deletes a chat for good, with everything that is known of the person. */
  forgetPeople: ['owner'],
  answerPeople: ['owner', 'admin', 'agent'],
  /** Tells flows that something happened outside: what a shop's own systems do, by a token. */
  signalFlows: ['owner', 'admin', 'developer', 'agent'],
  /** What messages cost. */
  readCosts: ['owner', 'admin', 'manager'],
  changePrices: ['owner', 'admin'],
  /** Everybody's work in the background, and stop it; one's own everybody may. */
  readAllJobs: ['owner', 'admin'],
} as const satisfies Record<string, readonly Role[]>

/** Which roles each role may give to others: in memberships and, but for `owner`, in API tokens. */
export const mayGive: Readonly<Record<Role, readonly Role[]>> = {
  owner: ['owner', 'admin', 'developer', 'manager', 'agent'],
  admin: ['admin', 'developer', 'manager', 'agent'],
  developer: ['developer'],
  manager: [],
  agent: [],
}
