// A box for several lines. Browsers scroll to the line with the cursor alone: the rest may stay under a bar.
import type { Ref } from 'react';
import { TextArea, type TextAreaProps } from 'react-aria-components';

export const TextBox = (props: TextAreaProps & { ref?: Ref<HTMLTextAreaElement> }) => (
  <TextArea
    className="input"
    onFocus={({ currentTarget }) => currentTarget.scrollIntoView({ block: 'nearest' })}
    {...props}
  />
);
