import { startPage } from '../app/start-page.tsx';

await startPage(async () => <p>kitchen</p>);
