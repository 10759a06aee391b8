/** The key of a team's document; flows and turns name it by its id alone. */
export const teamKey = (workspaceId: string, teamId: string): string => `${workspaceId}.${teamId}`
