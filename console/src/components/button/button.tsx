import { Link, type LinkProps } from '@tanstack/react-router';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';

interface Look {
  /** `primary` for what a page or form is for, `danger` for what can’t be undone, `quiet` for the rest. */
  look?: 'plain' | 'primary' | 'danger' | 'danger-primary' | 'quiet';
  size?: 'small' | 'large';
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Look {
  /** Why it can’t be used now: it stays reachable, says so, and does nothing. */
  reason?: string | undefined;
  /** Whether what it began is still going on. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

const classOf = ({ look = 'plain', size }: Look) =>
  [styles.button, styles[look], size && styles[size]].filter(Boolean).join(' ');

/** A button; with a reason it is disabled and tells why. */
export function Button({ look, size, reason, busy = false, onClick, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={classOf({ ...(look && { look }), ...(size && { size }) })}
      aria-disabled={reason !== undefined || busy || undefined}
      aria-description={reason}
      data-tip={reason}
      onClick={(event) => {
        if (reason === undefined && !busy) onClick?.(event);
        else event.preventDefault();
      }}
    />
  );
}

/** A link that looks like a button. */
export function LinkButton({
  look,
  size,
  ...rest
}: LinkProps & Look & { children: ReactNode; reason?: string | undefined }) {
  const { reason, ...link } = rest;
  if (reason !== undefined) {
    return (
      <Button {...(look && { look })} {...(size && { size })} reason={reason}>
        {link.children as ReactNode}
      </Button>
    );
  }
  return <Link {...link} className={classOf({ ...(look && { look }), ...(size && { size }) })} />;
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, for screen readers and as a tooltip. */
  label: string;
  small?: boolean;
}

/** A button that shows only an icon. */
export function IconButton({ label, small = false, type = 'button', ...rest }: IconButtonProps) {
  const className = small ? `${styles.icon} ${styles.tiny}` : styles.icon;
  return <button {...rest} type={type} aria-label={label} data-tip={label} className={className} />;
}
