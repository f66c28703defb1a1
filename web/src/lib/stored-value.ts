// Values of suggestions in words, where the type of the field is not known: dates by their form, the rest as stored.
import { useQuery } from '@tanstack/react-query';
import { servicesQuery } from './api/queries';
import type { RequirementState, Subject } from './api/types';
import { formatDate } from './format';
import { useMessages } from './i18n';

export function useStoredValue(): (subject: Subject, value: string) => string {
  const { m, language } = useMessages();
  const services = useQuery(servicesQuery).data;
  return ({ kind }, value) => {
    if (kind === 'service')
      return services?.services.find((one) => one.id === value)?.name[language] ?? value;
    if (kind === 'document_kind')
      return services?.kinds.find((one) => one.id === value)?.label[language] ?? value;
    if (kind === 'requirement' && Object.hasOwn(m.codes.requirementState, value))
      return m.codes.requirementState[value as RequirementState];
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDate(value, language) : value;
  };
}
