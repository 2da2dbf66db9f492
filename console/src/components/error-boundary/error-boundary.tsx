import { Component, type ReactNode } from 'react';
import { FailureState } from '../states/states.tsx';

interface Props {
  children: ReactNode;
}

/** Contains the failure of a part to render, so that the rest of the page still works. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <FailureState error={error} />;
  }
}
