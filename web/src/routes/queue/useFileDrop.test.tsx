// Files are taken where they are wanted only, and what hovers elsewhere is not said to be taken.
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useFileDrop } from './useFileDrop';

function drag(type: string, on: Element) {
  const item = { kind: 'file', getAsFile: () => new File([], 'scan.pdf') };
  const dataTransfer = { types: ['Files'], items: [item], dropEffect: 'none' };
  const event = Object.assign(new Event(type, { bubbles: true, cancelable: true }), { dataTransfer });
  act(() => {
    on.dispatchEvent(event);
  });
  return event;
}

function place(className: string) {
  const element = document.createElement('div');
  element.className = className;
  document.body.append(element);
  return element;
}

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

it('takes files in its part and not beside it', () => {
  const [dialog, beside] = [place('modal'), place('overlay')];
  const title = document.createElement('h2');
  dialog.append(title);
  const onDrop = vi.fn();
  const { result } = renderHook(() => useFileDrop(true, onDrop, '.modal'));
  drag('dragenter', title);
  expect(result.current).toBe(true);
  expect(drag('dragover', title).dataTransfer.dropEffect).toBe('copy');
  drag('dragenter', beside);
  drag('dragleave', title);
  expect(result.current).toBe(false);
  expect(drag('dragover', beside).defaultPrevented).toBe(false);
  drag('drop', beside);
  expect(onDrop).not.toHaveBeenCalled();
  drag('drop', title);
  expect(onDrop.mock.calls[0]?.[0].map((file: File) => file.name)).toEqual(['scan.pdf']);
});

it('takes files anywhere without a part, and none when it is off', () => {
  const anywhere = place('content');
  const onDrop = vi.fn();
  const { rerender } = renderHook(({ on }) => useFileDrop(on, onDrop), { initialProps: { on: true } });
  drag('drop', anywhere);
  rerender({ on: false });
  drag('drop', anywhere);
  expect(onDrop).toHaveBeenCalledTimes(1);
});
