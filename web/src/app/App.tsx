// Everything around the screens: settings, shortcuts, server state, language of the widgets, live region.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { Announcer } from '../components/Announcer';
import { ApiError } from '../lib/api/problem';
import { localeOf } from '../lib/format';
import { repairKeys } from '../lib/key-map';
import { applySettings, loadSettings, type Settings, SettingsContext, saveSettings } from '../lib/settings';
import { createShortcutBus, ShortcutContext } from '../lib/shortcuts';
import { router } from './router';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // An answer with a code is final; only a lost connection is worth another try.
      retry: (failures, error) => !(error instanceof ApiError) && failures < 2,
      refetchOnWindowFocus: false,
      staleTime: 5000,
    },
  },
});

function useStoredSettings() {
  const [settings, setSettings] = useState<Settings>(() => {
    const stored = loadSettings();
    return { ...stored, keys: repairKeys(stored.keys) };
  });
  const change = useCallback((part: Partial<Settings>) => setSettings((old) => ({ ...old, ...part })), []);
  useEffect(() => {
    saveSettings(settings);
    applySettings(settings);
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => applySettings(settings);
    dark.addEventListener('change', follow);
    return () => dark.removeEventListener('change', follow);
  }, [settings]);
  return useMemo(() => ({ settings, change }), [settings, change]);
}

export function App() {
  const value = useStoredSettings();
  const current = useRef(value.settings);
  current.current = value.settings;
  const bus = useMemo(() => createShortcutBus(() => current.current), []);
  useEffect(() => {
    window.addEventListener('keydown', bus.onKeyDown);
    return () => window.removeEventListener('keydown', bus.onKeyDown);
  }, [bus]);
  return (
    <SettingsContext.Provider value={value}>
      <ShortcutContext.Provider value={bus}>
        <I18nProvider locale={localeOf(value.settings.language)}>
          <QueryClientProvider client={queryClient}>
            <Announcer>
              <RouterProvider router={router} />
            </Announcer>
          </QueryClientProvider>
        </I18nProvider>
      </ShortcutContext.Provider>
    </SettingsContext.Provider>
  );
}
