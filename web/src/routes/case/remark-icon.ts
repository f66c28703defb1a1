// Check icons carry meaning: what passed has a tick, what failed a triangle.
import type { IconName } from '../../components/Icon';

const FAILED = ['check_failed', 'several_ticked', 'required_but_empty', 'contradiction'];

export function remarkIcon(code: string): IconName {
  if (code === 'check_passed' || code.endsWith('_found')) return 'check';
  return FAILED.includes(code) ? 'warn' : 'info';
}
