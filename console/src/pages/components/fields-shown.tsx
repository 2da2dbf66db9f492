import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { Check, RadioField, SelectField, TextField } from '../../components/form/fields.tsx';
import { Form, FormFault } from '../../components/form/form.tsx';
import { Family, Specimen } from './specimen.tsx';

const nothing = () => {};
const fields = ['name', 'email'];
const refused = (message: string, field: string | null) =>
  new ApiError(message, { status: 400, field, requestId: 'req_011CZ2jXMzLbuxW5pCg9zFPi' });

/** Form fields, and what is wrong with them. */
export function Fields() {
  const [text, setText] = useState('Billing');
  const [choice, setChoice] = useState('user');
  return (
    <Family name="Forms">
      <Specimen name="Text">
        <TextField
          name="plain"
          label="Name"
          value={text}
          onChange={setText}
          max={40}
          hint="Doesn’t have to be unique."
        />
        <TextField
          name="fixed"
          label="Fixed"
          value="Default"
          onChange={nothing}
          fixed
          hint="Can’t be changed."
        />
        <TextField
          name="long"
          label="Description"
          value=""
          onChange={nothing}
          multiline
          placeholder="What it is for"
        />
      </Specimen>
      <Specimen name="Too long">
        <TextField name="over" label="Name" value={'x'.repeat(41)} onChange={nothing} max={40} />
      </Specimen>
      <Specimen name="Refused">
        <Form
          fields={fields}
          error={refused('String should have at least 1 character', 'name')}
          onSubmit={nothing}
        >
          <TextField name="name" label="Name" value="" onChange={nothing} />
        </Form>
        <Form
          fields={fields}
          error={refused('The organization has reached its limit of 100.', null)}
          onSubmit={nothing}
        >
          <FormFault
            error={refused('The organization has reached its limit of 100.', null)}
            fields={fields}
          />
        </Form>
      </Specimen>
      <Specimen name="Choices">
        <SelectField
          name="geo"
          label="Data stored in"
          value="eu"
          choices={['us', 'eu'].map((geo) => ({ value: geo, label: geo }))}
          onChange={nothing}
          hint="Can’t be changed later."
        />
        <RadioField
          name="role"
          label="Role"
          value={choice}
          choices={[
            { value: 'user', label: 'User', about: 'Uses the playground.' },
            { value: 'developer', label: 'Developer', about: 'Manages API keys too.' },
          ]}
          onChange={setChoice}
        />
        <Check label="global" about="At least one geo is required." on disabled onChange={nothing} />
      </Specimen>
    </Family>
  );
}
