// The two areas of the data team's figures, runs and drift: they share most of what they load, so they load together.
export { DriftPage } from '../drift/DriftPage';
export { RunsPage } from './RunsPage';
