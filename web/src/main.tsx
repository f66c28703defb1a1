// Start of the workbench. The policy for trusted types must come before anything that touches the document.
import './lib/trusted-types';
import './styles/kern.scss';
import './styles/base.css';
import './styles/controls.css';
import './styles/inputs.css';
import './styles/panels.css';
import './styles/marks.css';
import './styles/frame.css';
import './styles/queue.css';
import './styles/case.css';
import './styles/division.css';
import './styles/fields.css';
import './styles/picking.css';
import './styles/page-marks.css';
import './styles/transfer-note.css';
import './styles/pages.css';
import './styles/narrow.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { refuseStrayFiles } from './lib/dropped-files';
import { applySettings, loadSettings } from './lib/settings';

applySettings(loadSettings());
refuseStrayFiles();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
