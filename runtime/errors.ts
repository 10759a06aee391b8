/**
 * A node wants the network in a turn that was to be taken without it. Not a failure: the message is kept first,
 * then the turn is taken again where there is time to wait.
 */
export class NeedsNetwork extends Error {
  override name = 'NeedsNetwork'
}
