// A shop, its members, invitations and tokens, and who did what: what the rest of the server may use of it.
export { joinByInvitation } from './answer-invitation.ts'
export { type MemberDoc, members, tokens, type WorkspaceDoc, workspaces } from './collections.ts'
export { countryOfZone } from './countries.ts'
export { createWorkspace } from './create-workspace.ts'
export { invite, secretIn } from './invite.ts'
export { type Actor, recordAudit } from './record-audit.ts'
export { checkTimeZone } from './time-zone.ts'
export { workspaceTimeZones } from './time-zones.ts'
