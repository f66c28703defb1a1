// The transfer note of a scan: its items, how each is known, and the codes in which the program tells what it found.
export const transferDe = {
  transfer: {
    title: 'Transfervermerk',
    of: (name: string) => `Transfervermerk zu ${name}`,
    toEnter: 'von einer Person einzutragen',
    notHere: 'Was von einer Person einzutragen ist, lässt sich hier noch nicht eingeben.',
    missing: 'Zu dieser Unterlage gibt es keinen Transfervermerk.',
    saidAt: (how: string, place: string) => `${how}; Stelle: ${place}`,
    nothing: 'keine',
    machine: 'dieses Programm',
    offset: (clock: string, offset: string) => `${clock} (UTC${offset})`,
    dots: (count: string) => `${count} dpi`,
    dotsAcrossAndDown: (across: string, down: string) => `${across} × ${down} dpi`,
    unknownDots: 'nicht bekannt',
  },
};

export const transferEn: typeof transferDe = {
  transfer: {
    title: 'Transfer note',
    of: (name) => `Transfer note of ${name}`,
    toEnter: 'to be entered by a person',
    notHere: 'What is to be entered by a person cannot be entered here yet.',
    missing: 'There is no transfer note for this document.',
    saidAt: (how, place) => `${how}; place: ${place}`,
    nothing: 'none',
    machine: 'this program',
    offset: (clock, offset) => `${clock} (UTC${offset})`,
    dots: (count) => `${count} dpi`,
    dotsAcrossAndDown: (across, down) => `${across} × ${down} dpi`,
    unknownDots: 'not known',
  },
};

export const transferCodesDe = {
  transferItem: {
    operator: 'Gescannt von',
    organisation: 'Scannende Stelle',
    captured_at: 'Zeitpunkt des Scans',
    device: 'Gerät',
    software: 'Software',
    pages: 'Zahl der Seiten, die Bilder sind',
    colour: 'Farbe',
    resolution: 'Auflösung',
    treatment: 'Bearbeitung der Kopie, die gelesen wurde',
    anomalies: 'Auffälligkeiten',
    quality_result: 'Ergebnis der Qualitätsprüfung',
    quality_checked_by: 'Qualität geprüft von',
    agrees_with_paper: 'Übereinstimmung mit dem Papier in Bild und Inhalt',
  },
  transferSource: {
    file: 'laut Datei, nicht geprüft',
    measured: 'vom Programm festgestellt',
    person: 'von einer Person angegeben',
  },
  preparationStep: {
    dust_removed: 'einzelne Punkte entfernt (Staub, Störungen vom Fax)',
    perspective_straightened: 'Blatt auf seinem Untergrund gefunden und entzerrt',
    straightened: 'schiefe Zeilen waagerecht gelegt',
    resampled: 'auf eine andere Auflösung umgerechnet',
    light_evened: 'Schatten und graues Papier aufgehellt',
    turned: 'aufrecht gedreht',
  },
  scanColour: { bitonal: 'schwarz-weiß', grey: 'Graustufen', colour: 'farbig' },
  scanVerdict: { readable: 'lesbar', poor: 'schlecht lesbar', unreadable: 'nicht lesbar' },
};

export const transferCodesEn: typeof transferCodesDe = {
  transferItem: {
    operator: 'Scanned by',
    organisation: 'Scanning unit',
    captured_at: 'Time of the scan',
    device: 'Device',
    software: 'Software',
    pages: 'Number of pages that are pictures',
    colour: 'Colour',
    resolution: 'Resolution',
    treatment: 'Treatment of the copy that was read',
    anomalies: 'Anomalies',
    quality_result: 'Result of the quality check',
    quality_checked_by: 'Quality checked by',
    agrees_with_paper: 'Agreement with the paper in picture and content',
  },
  transferSource: {
    file: 'the file says so, not checked',
    measured: 'found by the program',
    person: 'a person said so',
  },
  preparationStep: {
    dust_removed: 'single dots taken out (dust, noise of a fax line)',
    perspective_straightened: 'sheet found on its background and straightened',
    straightened: 'slanting lines laid level',
    resampled: 'scaled to another resolution',
    light_evened: 'shadows and grey paper made lighter',
    turned: 'turned upright',
  },
  scanColour: { bitonal: 'black and white', grey: 'shades of grey', colour: 'colour' },
  scanVerdict: { readable: 'readable', poor: 'hardly readable', unreadable: 'not readable' },
};
