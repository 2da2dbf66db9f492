import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { ApiError, NoAnswer } from '../../api/client.ts';
import { Notice, sentenceOf } from '../states/states.tsx';
import { FaultsContext, faultsOf } from './faults.ts';

interface FormProps {
  /** The names of its fields, as in the body: an error about another is shown above them all. */
  fields: readonly string[];
  error: Error | null;
  onSubmit: () => void;
  children: ReactNode;
}

/**
 * A form whose faults come from the server: each is shown at the field that it names, which gets the focus, and any other
 * above the fields.
 */
export function Form({ fields, error, onSubmit, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!error) return;
    const place = form.current?.querySelector<HTMLElement>('[aria-invalid=true], [data-form-fault]');
    place?.focus();
    place?.scrollIntoView({ block: 'center' });
  }, [error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
  };
  return (
    <FaultsContext value={faultsOf(error, fields)}>
      <form ref={form} onSubmit={submit} noValidate>
        {children}
      </form>
    </FaultsContext>
  );
}

/** Where an error that is about no field is shown. */
export function FormFault({ error, fields }: { error: Error | null; fields: readonly string[] }) {
  if (error === null || Object.keys(faultsOf(error, fields)).length > 0) return null;
  return (
    <div data-form-fault tabIndex={-1} role="alert">
      <Notice tone="bad">
        {error instanceof NoAnswer
          ? `${error.message} What you entered is kept. Try again.`
          : sentenceOf(error)}
        {error instanceof ApiError && error.status >= 500 && error.requestId && (
          <>
            {' '}
            Request ID: <code>{error.requestId}</code>
          </>
        )}
      </Notice>
    </div>
  );
}
