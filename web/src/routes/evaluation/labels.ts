// Names of services, kinds and states for people; what has no name is shown as it is stored.
import { useQuery } from '@tanstack/react-query';
import { servicesQuery } from '../../lib/api/queries';
import { useMessages } from '../../lib/i18n';
import { useEvaluationWords } from '../../lib/i18n/words/evaluation';

export function useLabels(): {
  service: (id: string) => string;
  channel: (id: string) => string;
  /** A label of a task: a kind, a service or a state. */
  label: (task: string, id: string) => string;
} {
  const { m, language } = useMessages();
  const { e } = useEvaluationWords();
  const services = useQuery(servicesQuery).data;
  const special: Record<string, string> = { unknown: e.confusion.unknown, abstained: e.confusion.abstained };
  const service = (id: string) =>
    services?.services.find((one) => one.id === id)?.name[language] ?? special[id] ?? id;
  const label = (task: string, id: string) => {
    if (task === 'service') return service(id);
    if (task === 'kind')
      return services?.kinds.find((one) => one.id === id)?.label[language] ?? special[id] ?? id;
    const states: Record<string, string> = task === 'requirement' ? m.codes.requirementState : {};
    return states[id] ?? special[id] ?? id;
  };
  return { service, channel: (id) => e.channels[id] ?? id, label };
}
