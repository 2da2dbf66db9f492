import { Component, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** Shown instead of what failed. */
  instead?: ReactNode;
}

/** Keeps a part that fails to load or to draw from taking the rest with it. */
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
        <h2>This part could not be shown</h2>
        <p>The server may have been updated or be away.</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Reload the page
        </button>
      </div>
    );
  }
}
