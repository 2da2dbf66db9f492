import { Component, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** Shown instead of what failed. */
  instead?: ReactNode;
}

/** Contains the failure of a part to load or render, so that the rest of the page still works. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    if (this.props.instead) return this.props.instead;
    return (
      <div className="state" role="alert">
        <h2>Couldn’t load this page</h2>
        <p>The server may be down or have been updated.</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Reload page
        </button>
      </div>
    );
  }
}
