/** How the page of a new channel is opened: what was just entered is tested at once. */
export const justAdded = 'just-added'
