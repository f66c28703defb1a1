// A box for several lines. Browsers scroll to the line with the cursor alone: the rest may stay under a bar.
import { TextArea, type TextAreaProps } from 'react-aria-components';

export const TextBox = (props: TextAreaProps) => (
  <TextArea
    className="input"
    onFocus={({ currentTarget }) => currentTarget.scrollIntoView({ block: 'nearest' })}
    {...props}
  />
);
