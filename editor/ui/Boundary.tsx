import { Component, type ReactNode } from 'react'
import { ApiError } from '../api/request.ts'
import { fetchAgain, reachServer } from './fetched.tsx'

export interface BoundaryProps {
  children: ReactNode
  /** What stands here while the children cannot. */
  instead(failure: { error: unknown; retry(): void }): ReactNode
}

interface BoundaryState {
  failure?: { error: unknown }
  tried: boolean
}

/**
 * Keeps what breaks, or cannot be fetched, to its own place. What fails a second time though
 * the server answers needs the page anew, as after an upgrade.
 */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { tried: false }

  static getDerivedStateFromError(error: unknown): Pick<BoundaryState, 'failure'> {
    return { failure: { error } }
  }

  retry = (): void => {
    const { failure, tried } = this.state
    fetchAgain()
    if (tried && !(failure?.error instanceof ApiError))
      void reachServer().then(
        () => location.reload(),
        (error: unknown) => this.setState({ failure: { error } }),
      )
    else this.setState({ failure: undefined, tried: true })
  }

  override render(): ReactNode {
    const { failure } = this.state
    return failure ? this.props.instead({ error: failure.error, retry: this.retry }) : this.props.children
  }
}
